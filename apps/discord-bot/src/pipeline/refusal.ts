import type { AccessDenied } from '../access/may-spend.ts'
import type { TextKey } from '../i18n/en.ts'
import type { Fill } from '../i18n/texts.ts'
import type { LimitRefusal } from '../limits/limits.ts'

/** Why nothing was ordered: before any money was spent. */
export type Refusal =
  | { readonly kind: 'said'; readonly key: TextKey; readonly fill?: Fill }
  | { readonly kind: 'limit'; readonly refusal: LimitRefusal }
  /** The operator's money is not for this place or person. */
  | { readonly kind: 'access'; readonly denied: AccessDenied }

export function refused(key: TextKey, fill?: Fill): Refusal {
  return fill === undefined ? { kind: 'said', key } : { kind: 'said', key, fill }
}
