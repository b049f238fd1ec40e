import type { AllowedPhrase } from './words-rules.ts'

/** Phrases that the word check passes over, and why. */
export const allowedPhrases: readonly AllowedPhrase[] = [
  {
    path: /^(?:docs\/guides\/writing\.md|scripts\/checks\/(?:words-|commit-subject))/,
    phrase: /[\s\S]+/g,
    reason: 'lists the words in order to forbid them',
  },
  {
    path: /^packages\/core\/src\/http\/acceptance\.ts$/,
    phrase: /\|picture\|/g,
    reason: 'a key that a service may send',
  },
  {
    path: /^packages\/jobs\/src\/migrate\//,
    phrase: /pictures/g,
    reason: 'records of earlier versions, and the folder that held their images',
  },
  { path: /^\.changeset\/cli-jobs\.md$/, phrase: /`\.\/pictures`/g, reason: 'the folder of earlier versions' },
  { path: /^scripts\/checks\/committed-rules\.test\.ts$/, phrase: /\/pictures/g, reason: 'the home of a user' },
  { phrase: /\b(?:leave|leaves|left|leaving|let)\b[^.\n]{0,30}\balone\b/gi, reason: 'the idiom' },
  { phrase: /\b(?:tell|tells|told|telling)\b[^.\n]{0,40}\bapart\b/gi, reason: 'the idiom' },
  { phrase: /\bthere (?:is|are) no\b/gi, reason: 'plain English' },
  {
    phrase: /\b(?:is|are) no (?:longer|more|less|fewer|larger|later|earlier|better|older|newer)\b/gi,
    reason: 'a comparison',
  },
]
