import type { JsonObject } from '../json.ts'

export type DiscordErrorCode =
  | 10003
  | 10004
  | 10007
  | 10008
  | 10013
  | 10015
  | 10062
  | 10063
  | 30032
  | 30034
  | 40005
  | 40060
  | 40094
  | 50001
  | 50005
  | 50006
  | 50007
  | 50013
  | 50027
  | 50035
  | 50083
  | 50109
  | 200000

/** Discord's error codes with their HTTP status and sentence. Source: Discord's documentation, "JSON Error Codes". */
const knownErrors: Readonly<Record<DiscordErrorCode, readonly [number, string]>> = {
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  30032: [400, 'Maximum number of application commands reached (100)'],
  30034: [400, 'Max number of daily application command creates has been reached (200)'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
  40094: [400, 'This interaction has reached the maximum number of follow-up messages'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50013: [403, 'Missing Permissions'],
  50027: [401, 'Invalid Webhook Token'],
  50035: [400, 'Invalid Form Body'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  200000: [400, 'Message was blocked by automatic moderation'],
}

/** An answer that refuses a request, as Discord words it. */
export class RestError extends Error {
  override readonly name = 'RestError'
  readonly status: number
  readonly body: JsonObject

  constructor(status: number, body: JsonObject) {
    super(`${status} ${JSON.stringify(body)}`)
    this.status = status
    this.body = body
  }
}

export function discordError(code: DiscordErrorCode, details?: JsonObject): RestError {
  const [status, message] = knownErrors[code]
  return new RestError(status, { message, code, ...(details && { errors: details }) })
}

/** Errors that have no code of their own: 401 and 404 of the router. */
export function plainError(status: 401 | 404 | 405, text: string): RestError {
  return new RestError(status, { message: `${status}: ${text}`, code: 0 })
}
