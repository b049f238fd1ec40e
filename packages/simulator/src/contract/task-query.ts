import type { TaskRules } from './editions/edition.ts'

/** Which of an account's own tasks a listing wants. Times are Unix seconds. */
export interface TaskFilter {
  readonly userId: string | undefined
  readonly applicationId: string | undefined
  readonly createdAtMin: number
  readonly createdAtMax: number
  readonly type: string | undefined
}

export interface Page {
  readonly limit: number
  readonly offset: number
}

/** A body of `POST /flux/tasks` that passed validation. */
export type TaskQuery =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'batch'; readonly ids: readonly string[]; readonly page: Page }
  | { readonly kind: 'listing'; readonly filter: TaskFilter; readonly page: Page }

/** Sibling endpoints of the vendor page their lists like this. */
const listingLimit = 12

type Fields = Readonly<Record<string, unknown>>

function isFieldOf(type: 'string' | 'number', value: unknown): boolean {
  return value === undefined || typeof value === type
}

function isWhole(value: unknown, min: number): boolean {
  return value === undefined || (typeof value === 'number' && Number.isInteger(value) && value >= min)
}

function pageOf({ limit, offset }: Fields, defaultLimit: number): Page | string {
  if (!isWhole(limit, 1)) return 'limit is invalid.'
  if (!isWhole(offset, 0)) return 'offset is invalid.'
  return { limit: Number(limit ?? defaultLimit), offset: Number(offset ?? 0) }
}

function parseListing(fields: Fields, rules: TaskRules): TaskQuery | string {
  const { user_id, application_id, created_at_min, created_at_max, type } = fields
  const hasAccount = user_id !== undefined || application_id !== undefined
  const hasWindow = created_at_min !== undefined || created_at_max !== undefined
  const isEnough = hasAccount || (hasWindow && rules.listing === 'by-account-or-window')
  if (rules.listing === 'none' || !isEnough) return 'ids is required'
  for (const name of ['user_id', 'application_id', 'type']) {
    if (!isFieldOf('string', fields[name])) return `${name} is invalid.`
  }
  for (const name of ['created_at_min', 'created_at_max']) {
    if (!isFieldOf('number', fields[name])) return `${name} is invalid.`
  }
  const page = pageOf(fields, listingLimit)
  if (typeof page === 'string') return page
  const filter = {
    userId: user_id as string | undefined,
    applicationId: application_id as string | undefined,
    createdAtMin: (created_at_min as number | undefined) ?? -Infinity,
    createdAtMax: (created_at_max as number | undefined) ?? Infinity,
    type: type as string | undefined,
  }
  return { kind: 'listing', filter, page }
}

function parseBatch(fields: Fields, rules: TaskRules): TaskQuery | string {
  const { ids } = fields
  if (ids === undefined) return parseListing(fields, rules)
  const isList = Array.isArray(ids) && ids.every((one) => typeof one === 'string')
  if (!isList || (ids.length === 0 && !rules.acceptsEmptyIds)) return 'ids is invalid.'
  // An edition without listings does not know these fields, and ignores what it does not know.
  const page = rules.listing === 'none' ? { limit: Infinity, offset: 0 } : pageOf(fields, rules.idsLimit)
  return typeof page === 'string' ? page : { kind: 'batch', ids: [...new Set<string>(ids)], page }
}

/** @returns what is wrong with it, in the service's words, when it is not a query */
export function parseTaskQuery(text: string, rules: TaskRules): TaskQuery | string {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return 'body is invalid.'
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'body is invalid.'
  const fields = body as Fields
  const action = fields['action'] ?? rules.defaultAction
  if (action === undefined) return 'action is required'
  if (action === 'retrieve_batch') return parseBatch(fields, rules)
  if (action !== 'retrieve') return 'action is invalid.'
  const { id } = fields
  if (id === undefined || id === '') return 'id is required'
  return typeof id === 'string' ? { kind: 'one', id } : 'id is invalid.'
}
