import { asId, asNumber, asObject, asText, type JsonObject } from './json.ts'

/** One application of the platform: what a token belongs to, with its balance in credits. */
export interface ApplicationReading {
  readonly id: string | undefined
  readonly userId: string | undefined
  readonly remainingCredits: number
  readonly raw: JsonObject
}

/** One row of the platform's usage list. */
export interface UsageReading {
  readonly traceId: string | undefined
  readonly statusCode: number | undefined
  readonly deductedCredits: number | undefined
}

/** The answer to `GET /api/v1/applications/`. @returns `undefined` when it isn't a list; rows without an amount are left out */
export function readApplications(json: unknown): readonly ApplicationReading[] | undefined {
  return readRows(json)?.flatMap((raw) => {
    const remainingCredits = asAmount(raw['remaining_amount'])
    if (remainingCredits === undefined) return []
    return [{ id: asId(raw['id']), userId: asText(raw['user_id']), remainingCredits, raw }]
  })
}

/** The answer to `GET /api/v1/usage/apis/`. @returns `undefined` when it isn't a list */
export function readUsage(json: unknown): readonly UsageReading[] | undefined {
  return readRows(json)?.map((raw) => ({
    traceId: asId(raw['trace_id']),
    statusCode: asAmount(raw['status_code']),
    deductedCredits: asAmount(raw['deducted_amount']),
  }))
}

/** A list of the platform: `items`, or `results` as its framework names them. */
function readRows(json: unknown): readonly JsonObject[] | undefined {
  const object = asObject(json)
  const rows: unknown = object?.['items'] ?? object?.['results']
  return Array.isArray(rows) ? rows.map(asObject).filter((row) => row !== undefined) : undefined
}

/** Decimals may come as text, so that they keep their digits. */
function asAmount(value: unknown): number | undefined {
  return asNumber(typeof value === 'string' && value.trim() !== '' ? Number(value) : value)
}
