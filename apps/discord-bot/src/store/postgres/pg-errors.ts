/**
 * Codes of PostgreSQL after which a transaction has left nothing behind: a conflict with another one (class 40), a
 * connection that could not be made (08, 53300, 57P03), a server that shuts down or a process that was suspended mid-transaction
 * (57P01, 25P03), and a standby that was promoted meanwhile (25006).
 */
const undone = /^(?:40001|40P01|08001|08004|53300|57P0[13]|25P03|25006)$/
/** Network errors while connecting. */
const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ETIMEDOUT'])

/**
 * May the same work be tried again, because this attempt certainly has changed nothing? A connection that breaks at any
 * other moment may have broken after the commit.
 */
export function isCertainlyUndone(error: unknown): boolean {
  if (error instanceof ConnectionLost) return true
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return undone.test(code) || unreachable.has(code)
}

/** The connection broke before the commit, so the database has undone the transaction; or the work recognizes its commit. */
export class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super('The connection to the database broke in the middle of a transaction.', { cause })
  }
}

/** Errors of the driver and PgBouncer that have no code. */
const notConnected =
  /timeout exceeded when trying to connect|terminated due to connection timeout|Connection terminated unexpectedly|cannot connect to server|login has been failing|query_wait_timeout|shutting down/
const closing = /^(?:08|57P0[1-3]$)/
const cutOff = new Set(['ECONNRESET', 'EPIPE', 'ENETUNREACH', 'EHOSTDOWN'])

/** Is the database down, starting, or a standby for now? Then it may be there in a while, and nobody has to change a setting. */
export function isDatabaseAway(error: unknown): boolean {
  // Several addresses of one host fail together.
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway)
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (isCertainlyUndone(error) || cutOff.has(code) || notConnected.test(error.message)) return true
  // PgBouncer gives this code to a wrong name or password, too.
  return closing.test(code) && code !== '08P01'
}
