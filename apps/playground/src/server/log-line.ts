/** One line of the bot's log. */
export interface LogLine {
  /** As pino has them: 30 info, 40 warn, 50 error. */
  readonly level: number
  readonly message: string
  /** `name=value …`, values as JSON. */
  readonly details: string
}

/** What is the same in every line, or nothing to look at here. */
const dull = new Set(['time', 'pid', 'hostname', 'settings', 'invite', 'level', 'msg'])

/** Reads pino's JSON; anything else, such as words on standard error, is a warning as it is. */
export function readLogLine(text: string): LogLine {
  const fields = parse(text)
  if (fields === undefined) return { level: 40, message: text, details: '' }
  const details = Object.entries(fields)
    .filter(([name]) => !dull.has(name))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  return { level: Number(fields['level']), message: String(fields['msg']), details: details.join(' ') }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
