import type { JobParent } from '../model/job.ts'
import type { BotTranslate, PlainKey } from '../language/translator.ts'
import { smallPrint } from './components.ts'
import { plainText } from './plain-text.ts'

/** What a result was made from. */
export type ShownParent = { readonly by: JobParent['by'] } & (
  | { readonly kind: 'deleted' }
  /** `url`: its message, if known. */
  | { readonly kind: 'known'; readonly prompt: string; readonly url?: string }
)

const shownNameLength = 60

/** `Variation of [a red fox](…)`. @param withoutPrompt AutoMod has refused words in this message */
export function parentLine(parent: ShownParent, withoutPrompt: boolean, t: BotTranslate): string {
  const image = imageText(parent, withoutPrompt, t)
  const by = { again: 'parentAgain', vary: 'parentVary', edit: 'parentEdit' } as const
  return smallPrint([`↳ ${t(by[parent.by], { image })}`])
}

function imageText(parent: ShownParent, withoutPrompt: boolean, t: BotTranslate): string {
  const unnamed: PlainKey = parent.kind === 'deleted' ? 'parentDeleted' : 'parentUnnamed'
  const prompt = parent.kind === 'deleted' || withoutPrompt ? '' : plainText(parent.prompt, shownNameLength)
  const url = parent.kind === 'deleted' ? undefined : parent.url
  if (url !== undefined) return `[${prompt || t(unnamed)}](${url})`
  return prompt === '' ? t(unnamed) : t('parentNamed', { prompt })
}
