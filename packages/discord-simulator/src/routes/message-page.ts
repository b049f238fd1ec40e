import type { MessageRecord } from '../state/message.ts'
import { FormErrors } from '../requests/form-errors.ts'
import { integerField } from '../requests/form-fields.ts'

/** Which messages of a channel a request asks for. */
export interface MessagePage {
  readonly anchor: { readonly kind: 'before' | 'after' | 'around'; readonly id: bigint } | undefined
  readonly limit: number
}

const usualLimit = 50
const maxLimit = 100
const anchors = ['around', 'before', 'after'] as const

/** @throws RestError 50035 for a limit that is not 1-100 and an anchor that is not an id */
export function readPage(query: URLSearchParams): MessagePage {
  const errors = new FormErrors()
  const text = query.get('limit')
  const given = text === null ? undefined : /^-?\d{1,15}$/u.test(text) ? Number(text) : text
  const limit = integerField(errors, ['limit'], given, { min: 1, max: maxLimit }) ?? usualLimit
  // Only one of them is used. Source: "Get Channel Messages": they are mutually exclusive.
  const kind = anchors.find((name) => query.has(name))
  const id = kind === undefined ? '' : (query.get(kind) ?? '')
  if (kind !== undefined && !/^\d{1,20}$/u.test(id)) {
    errors.add([kind], 'NUMBER_TYPE_COERCE', `Value "${id}" is not snowflake.`)
  }
  errors.throwIfAny()
  return { limit, anchor: kind === undefined ? undefined : { kind, id: BigInt(id) } }
}

/** @param messages oldest first @returns newest first, whatever the anchor; `after` takes the oldest that fit */
export function pageOf(messages: readonly MessageRecord[], { anchor, limit }: MessagePage): MessageRecord[] {
  if (anchor === undefined) return messages.slice(-limit).toReversed()
  const { kind, id } = anchor
  const older = messages.filter((one) => BigInt(one.id) < id)
  const newer = messages.filter((one) => BigInt(one.id) > id)
  if (kind === 'before') return older.slice(-limit).toReversed()
  if (kind === 'after') return newer.slice(0, limit).toReversed()
  const half = Math.floor(limit / 2)
  const itself = messages.filter((one) => BigInt(one.id) === id)
  const olderPart = half === 0 ? [] : older.slice(-half)
  return [...olderPart, ...itself, ...newer.slice(0, half)].slice(0, limit).toReversed()
}
