import type { AccessDenied } from '../access/may-spend.ts'
import type { BotArguments } from '@fluxkit/messages/bot'
import type { PlainKey, TextKey } from '../language/translator.ts'
import type { LimitRefusal } from './check-limits.ts'

/** Why nothing was submitted: before any money was spent. */
export type Refusal =
  | { readonly kind: 'message'; readonly message: RefusalMessage }
  | { readonly kind: 'limit'; readonly refusal: LimitRefusal }
  /** The operator's money is not for this place or user. */
  | { readonly kind: 'access'; readonly denied: AccessDenied }

/** A message and its placeholders, until the language of the reader is known. */
export interface RefusalMessage {
  readonly key: TextKey
  readonly values?: Readonly<Record<string, string | number>>
}

export function refused<Key extends TextKey>(
  key: Key,
  ...[values]: Key extends PlainKey ? [] : [values: BotArguments[Key]]
): Refusal {
  return { kind: 'message', message: { key, ...(values && { values }) } }
}
