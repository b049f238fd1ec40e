/** What a button, select or modal stands for. Nothing but this is in the message: the rest is looked up when it is used. */
export interface ComponentId {
  readonly verb: ComponentVerb
  /** A job or a draft, by its id. */
  readonly subject: string
  /** Image, page, …: a small number. */
  readonly index?: number | undefined
  /** What a search is for; only of `historyPage`, which then has an index. At most 64 characters. */
  readonly query?: string | undefined
}

const verbs = {
  again: 'a',
  more: 'n',
  vary: 'v',
  edit: 'e',
  usePrompt: 'u',
  delete: 'd',
  confirmDelete: 'D',
  report: 'r',
  cancel: 'c',
  generate: 'g',
  discard: 'k',
  retry: 't',
  promptModal: 'p',
  editModal: 'm',
  reportModal: 'R',
  chooseImage: 's',
  chooseVariation: 'V',
  historyPage: 'h',
  showJob: 'o',
  eraseMe: 'x',
  compare: 'G',
  dropComparison: 'K',
  chooseModel: 'M',
  closeGuild: 'C',
  openGuild: 'O',
} as const

export type ComponentVerb = keyof typeof verbs

const version = 'f1'
const pattern = /^f1:([A-Za-z]):(\d{1,20})(?::(\d{1,4}))?$/
const searchPattern = /^(f1:h:\d{1,20}:\d{1,4}):(.{1,64})$/s

/** What fits into a custom id behind the rest, with room to spare. */
export const maxQueryLength = 64

/** At most 96 characters of the 100 that Discord allows; without a query 30. */
export function formatCustomId({ verb, subject, index, query }: ComponentId): string {
  return [version, verbs[verb], subject, index, query].filter((part) => part !== undefined).join(':')
}

/** @returns `undefined` for what this program (or a version that it understands) has not written */
export function parseCustomId(text: string): ComponentId | undefined {
  const [, page, query] = searchPattern.exec(text) ?? []
  if (page !== undefined && query !== undefined) {
    const id = parseCustomId(page)
    return id && { ...id, query }
  }
  const [, letter, subject, index] = pattern.exec(text) ?? []
  const verb = (Object.keys(verbs) as ComponentVerb[]).find((name) => verbs[name] === letter)
  if (verb === undefined || subject === undefined) return undefined
  return index === undefined ? { verb, subject } : { verb, subject, index: Number(index) }
}
