/** What a button, select or modal stands for. Nothing but this is in the message: the rest is looked up when it is used. */
export interface ComponentId {
  readonly verb: ComponentVerb
  /** A job or a draft, by its id. */
  readonly subject: string
  /** Picture, page, …: a small number. */
  readonly index?: number | undefined
}

const verbs = {
  again: 'a',
  vary: 'v',
  edit: 'e',
  usePrompt: 'u',
  delete: 'd',
  confirmDelete: 'D',
  report: 'r',
  cancel: 'c',
  retry: 't',
  promptModal: 'p',
  editModal: 'm',
  reportModal: 'R',
  choosePicture: 's',
  historyPage: 'h',
  showJob: 'o',
  eraseMe: 'x',
} as const

export type ComponentVerb = keyof typeof verbs

const version = 'f1'
const pattern = /^f1:([A-Za-z]):(\d{1,20})(?::(\d{1,4}))?$/

/** At most 30 characters of the 100 that Discord allows. */
export function formatCustomId({ verb, subject, index }: ComponentId): string {
  return [version, verbs[verb], subject, ...(index === undefined ? [] : [index])].join(':')
}

/** @returns `undefined` for what this program (or a version that it understands) has not written */
export function parseCustomId(text: string): ComponentId | undefined {
  const [, letter, subject, index] = pattern.exec(text) ?? []
  const verb = (Object.keys(verbs) as ComponentVerb[]).find((name) => verbs[name] === letter)
  if (verb === undefined || subject === undefined) return undefined
  return index === undefined ? { verb, subject } : { verb, subject, index: Number(index) }
}
