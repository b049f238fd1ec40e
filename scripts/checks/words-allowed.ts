import type { AllowedPhrase } from './words-rules.ts'

/** Phrases that the word check passes over, and why. */
export const allowedPhrases: readonly AllowedPhrase[] = [
  {
    path: /^(?:docs\/guides\/writing\.md|scripts\/checks\/(?:words\b|commit-subject))/,
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
  {
    path: /^apps\/server\/(?:README\.md|src\/files\/)/,
    phrase: /[Pp]ictures(?=\/Fluxkit|\\Fluxkit|'| folder)/g,
    reason: 'the folder Pictures of the operating system',
  },
  {
    path: /^\.changeset\/(?:cli-jobs|plain-names)\.md$/,
    phrase: /`(?:\.\/pictures|simulator\.judge|Judge|Judgement|JudgementError|picture|pictures|drawPicture)`/g,
    reason: 'old names',
  },
  {
    path: /^apps\/vscode-extension\/(?:package\.json|src\/contributions\.test\.ts)$/,
    phrase: /\border\b/g,
    reason: 'a field of settings in the manifest of an extension',
  },
  { path: /^scripts\/checks\/committed-rules\.test\.ts$/, phrase: /\/pictures/g, reason: 'the home of a user' },
  {
    phrase: /\b(?:place|Place|placeOf|serverPlaceOf|(?:Bot|Cli|Extension|Server|Job)Place)\b/g,
    path: /^(?:packages\/jobs|tests\/durable|examples\/durable|apps)\//,
    reason: 'a job keeps what its host knows under this name, in records that exist',
  },
  {
    path: /^packages\/(?:core\/src\/(?:errors|client|contract|images|callbacks|http)|simulator\/src\/draw|jobs\/src\/names)\//,
    phrase: /\b\w*[wW]ords\w*\b/g,
    reason: 'words of a text, and 32-bit words',
  },
  {
    path: /^packages\/(?:core\/src\/images\/formats\/(?:exif|avif)|core\/src\/testing|simulator\/src\/draw|jobs\/src)/,
    phrase: /\b(?:order|quarterTurns|eventLoopTurns|inOrder)\b/g,
    reason: 'byte order, sort order, quarter turns of an image, turns of the event loop',
  },
  { path: /\.ts$/, phrase: /\b(?:double|doubleEnd|standsAlone)\b/g, reason: 'double quotes, floating-point numbers' },
  {
    path: /^(?:packages\/messages\/src\/compile|scripts\/setup\/tasks\.mjs)/,
    phrase: /\b(?:collect|words|said)\b/g,
    reason: 'walks a tree; words of a text; a script with this name',
  },
  { path: /^packages\/core\/src\/node\/public-lookup/, phrase: /\blookUp\b/g, reason: 'a DNS lookup' },
  { path: /^apps\/cli\//, phrase: /\bask(?:YesNo|Text|Secret)\b/g, reason: 'asks a question in the terminal' },
  { path: /^apps\/cli\//, phrase: /\bcollectField\b/g, reason: 'collects repeated options, as commander calls it' },
  {
    phrase: /\b(?:can|cannot|can't|could|to) tell (?:whether|how|from|which|if)\b|\bcan(?:not|'t)? tell\b/g,
    reason: 'to know',
  },
  { phrase: /\bthere (?:is|are) none\b/gi, reason: 'plain English' },
  {
    path: /^apps\/discord-bot\/src\//,
    phrase: /\bjob_pictures\w*|\bpictureUrls\b|\bpictures TEXT\b|row\['pictures'\]/g,
    reason: 'tables, columns and drafts of databases that exist',
  },
  {
    path: /^(?:apps\/discord-bot\/src\/(?:config\/image-location|store\/sqlite\/move-jobs)|docs\/guides\/bot-settings)|^apps\/discord-bot\/CHANGELOG/,
    phrase: /\bpictures?\b/g,
    reason: 'the folder and the records of earlier versions',
  },
  {
    path: /^(?:apps\/vscode-extension|packages\/messages)\//,
    phrase: /\b(?:agentP|p)icturesPerSession\b|\/picture\/|'picture'/g,
    reason: 'settings of users, and values that the manifest compares',
  },
  {
    path: /^apps\/(?:discord-bot|vscode-extension)\//,
    phrase: /\b(?:orderBy|placeHolder|isPlace|collect|collectDefaultMetrics)\b|line-endings/g,
    reason: 'SQL, the API of the editor and of prom-client, stored names',
  },
  {
    path: /^apps\/vscode-extension\/src\/model\/placeholders\/line-endings/,
    phrase: /\bending\b/g,
    reason: 'the end of a line',
  },
  {
    path: /^packages\/messages\/src\/generated\//,
    phrase: /\basked\w*/g,
    reason: 'generated: the name of a placeholder',
  },
  { phrase: /\b[Tt]ell (?:the user|an admin)\b/g, reason: 'an instruction to a reader who passes it on' },
  { phrase: /\b(?:leave|leaves|left|leaving|let)\b[^.\n]{0,30}\balone\b/gi, reason: 'the idiom' },
  { phrase: /\b(?:tell|tells|told|telling)\b[^.\n]{0,40}\bapart\b/gi, reason: 'the idiom' },
  { phrase: /(?:\b|\\n)there (?:is|are) no\b/gi, reason: 'plain English' },
  {
    phrase: /\b(?:is|are) no (?:longer|more|less|fewer|larger|later|earlier|better|older|newer)\b/gi,
    reason: 'a comparison',
  },
]
