export interface LogFields {
  readonly jobId?: string
  readonly error?: unknown
  readonly [name: string]: unknown
}

/** What the program reports to its operator, without prompts and tokens. */
export interface Log {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}

/** The service can put anything into its ids and codes, a prompt as well: what isn't like an id is left out. */
export function idOnly(value: unknown): unknown {
  return typeof value === 'string' && !/^[\w.:/-]{1,100}$/.test(value) ? '[not an id]' : value
}
