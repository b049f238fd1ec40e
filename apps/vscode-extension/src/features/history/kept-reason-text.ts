import type { KeptReason } from '../../model/kept/kept-image.ts'
import { t } from '../../platform/t.ts'

/** Why an image was put aside, for people. */
export function reasonText(reason: KeptReason): string {
  const texts: Record<KeptReason, string> = {
    variant: t('keptNotChosen'),
    retried: t('keptMadeAgain'),
    discarded: t('keptDiscarded'),
    replaced: t('keptReplaced'),
  }
  return texts[reason]
}
