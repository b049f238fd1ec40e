/**
 * Failures before the first byte of a request that their code proves on its own: a refused port, name lookup, and certificates,
 * which are checked before the handshake ends. Not here: `ERR_SSL_*` and `EPROTO`, which also break connections in use.
 * Sources: the error codes of Node's `dns` and `tls` modules, of undici and of Bun, whose `fetch` names no system call.
 * Browsers, workerd and Electron have one error without a code for refused, reset and closed.
 */
const beforeSending =
  /^(ECONNREFUSED|ConnectionRefused|ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_CERT_ALTNAME_INVALID|(CERT|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED)_\w+)$/

/** Deep enough for fetch → undici → AggregateError → socket error. */
const maxDepth = 5

/**
 * For transports: can any byte of the failed request have reached the server? `maybe` unless the error proves that it
 * cannot. Codes such as EHOSTUNREACH prove it only where the system call was `connect`: reads fail with them too.
 */
export function wasSent(error: unknown, depth = 0): 'no' | 'maybe' {
  if (!(error instanceof Error) || depth > maxDepth) return 'maybe'
  const { code, syscall, errors } = error as { code?: unknown; syscall?: unknown; errors?: unknown }
  if (syscall === 'connect' || (typeof code === 'string' && beforeSending.test(code))) return 'no'
  // One per address that was tried.
  const parts = Array.isArray(errors) && errors.length > 0 ? errors : [error.cause]
  return parts.every((part) => wasSent(part, depth + 1) === 'no') ? 'no' : 'maybe'
}
