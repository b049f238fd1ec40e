import type { Cost } from '../contract/answer-schemas.ts'
import { readCost } from '../contract/answers.ts'
import { asId, asObject, type JsonObject } from '../contract/json.ts'
import { findSignsInText } from './acceptance-text.ts'

/** What in an answer says that the service accepted the submission, whatever the status says. */
export interface Acceptance {
  /** Absent when the id came only in part, or is neither text nor number. */
  readonly taskId?: string | undefined
  /** Links to images that were made, without those that the request itself named. */
  readonly imageUrls: readonly string[]
  /** What the service says it charged. */
  readonly cost?: Cost | undefined
}

/** Everything that was found, the surest first. */
export interface Signs {
  readonly taskIds: readonly unknown[]
  readonly links: readonly string[]
  /** An id or a link broke off: it was there, but is of no use. */
  readonly partial: boolean
}

/** Keys as they compare: `task_id`, `taskId`, `Task-ID` and full-width letters are the same. */
const plain = (key: string): string =>
  key
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

const taskNoun = '(?:task|job|prediction|generation)'
const namesTaskId = new RegExp(`${taskNoun}(?:id|uuid|uid|identifier|no|number)s?$`)
const namesTask = new RegExp(`^${taskNoun}s?$`)
const namesOwnId = /^(?:id|uuid|uid)$/
/** Records of the service's other doings also have ids; these fields only tasks have. */
const taskFields = /^(?:response|request|startedat|finishedat|elapsed|apiid|applicationid|credentialid)$/
const errorFields = /^(?:message|msg|detail|details|title|code|reason)$/
const containers = /^(?:data|result|results|response|items?|outputs?)$/
const progressWord =
  /^(?:queued|pending|processing|running|submitted|accepted|created|start(?:ed|ing)|in.?progress|succe\w*|completed?|done|finished)$/i
/** Ids of requests and errors say so. */
const otherId = /^(?:req|request|err|error|trace|evt|event|user|usr)[_-]/i
/** The id that stands for none. */
const nilId = /^[0-]*$|^(?:null|none|nil|undefined|false|n\/a)$/i

const namesImage = /(?:image|img|picture|output|result|file|download)s?(?:url|uri|link|src)?s?$/
const namesPage = /doc|help|support|info|console|terms|polic|logo|icon|avatar/
const namesLink = /^(?:url|uri|link|src|href)s?$/
const imageFile = /\.(?:png|jpe?g|webp|gif|avif)$/i

/**
 * Looks for signs of acceptance: a task id of any type under any spelling, a record that looks like a task, a link to an
 * image, a price. `trace_id` and what the request itself said are no signs.
 * @param text the whole answer, or as much of it as came
 * @param json the same, parsed; `undefined` when it is not JSON
 * @param sent the body of the request: links in it come back in error messages
 * @returns `undefined` when there is no sign
 */
export function findAcceptance(text: string, json: unknown, sent: string | Uint8Array): Acceptance | undefined {
  const request = typeof sent === 'string' ? textsOf(sent) : []
  const isEcho = (part: string): boolean => request.some((each) => each.includes(part))
  const { links, partial, ...found } =
    json === undefined ? findSignsInText(text, isEcho, true) : findSigns(json, isEcho)
  const taskIds = found.taskIds.filter((value) => isSign(value) && !(isLong(value) && request.includes(value)))
  const images = [...new Set(links)].filter((link) => !isEcho(link) && !request.some((each) => isSameLink(each, link)))
  const cost = readPrice(json)
  if (taskIds.length === 0 && images.length === 0 && !partial && !cost) return undefined
  return {
    cost,
    taskId: taskIds.map((value) => readTaskId(value, text)).find((id) => id !== undefined),
    imageUrls: images.filter((link) => /^https?:/i.test(link)),
  }
}

function readPrice(json: unknown): Cost | undefined {
  const record = asObject(json)
  const cost = readCost(record?.['cost']) ?? readCost(asObject(record?.['response'])?.['cost'])
  return cost && cost.amount > 0 ? cost : undefined
}

interface Place {
  readonly key: string
  /** The nearest key of an object around it, past arrays. */
  readonly parent: string
  readonly depth: number
}

/** Level by level, so that what stands further outside comes first. */
function findSigns(root: unknown, isEcho: (text: string) => boolean): Signs {
  const named: unknown[] = []
  const likely: unknown[] = []
  const links: string[] = []
  let level: [value: unknown, place: Place][] = [[root, { key: '', parent: '', depth: 0 }]]
  while (level.length > 0) {
    const next: typeof level = []
    for (const [value, { key, parent, depth }] of level) {
      if (Array.isArray(value)) {
        for (const each of value) next.push([each, { key, parent, depth: depth + 1 }])
      } else if (asObject(value)) {
        const record = value as JsonObject
        const ownId = idOfTask(record, key, depth)
        if (ownId !== undefined) likely.push(ownId)
        for (const [name, each] of Object.entries(record)) {
          const field = plain(name)
          if (namesTaskId.test(field)) named.push(each)
          next.push([each, { key: field, parent: key, depth: depth + 1 }])
        }
      } else if (typeof value === 'string') {
        if (namesTask.test(key) && /^\S*\d\S*$/.test(value)) named.push(value)
        if (isImageLink(value, key, parent)) links.push(value)
        const inner = parseInner(value)
        if (inner === undefined) {
          const written = findSignsInText(value, isEcho, false)
          likely.push(...written.taskIds)
          links.push(...written.links)
        } else {
          next.push([inner, { key, parent, depth: depth + 1 }])
        }
      } else if (typeof value === 'number' && namesTask.test(key)) {
        named.push(value)
      }
    }
    level = next
  }
  return { taskIds: [...named, ...likely], links, partial: false }
}

/** The id of a record that looks like a task: by its own fields, or by where it stands and that it does not look like an error. */
function idOfTask(record: JsonObject, key: string, depth: number): unknown {
  const fields = Object.entries(record).map(([name, value]) => [plain(name), value] as const)
  const [, id] = fields.find(([field]) => namesOwnId.test(field)) ?? []
  if (id === undefined || key === 'request') return undefined
  if (namesTask.test(key)) return id
  const looksLikeTask = fields.some(
    ([field, value]) =>
      taskFields.test(field) ||
      (/^(?:status|state)$/.test(field) && typeof value === 'string' && progressWord.test(value)) ||
      (field === 'type' && value === 'images'),
  )
  if (looksLikeTask) return id
  const looksLikeError =
    fields.some(([field]) => errorFields.test(field)) || (typeof id === 'string' && otherId.test(id))
  const isImage = fields.some(([field]) => namesImage.test(field) || namesLink.test(field))
  return (depth === 0 || containers.test(key)) && !looksLikeError && !isImage ? id : undefined
}

function isImageLink(text: string, key: string, parent: string): boolean {
  if (/^data:image\//i.test(text)) return true
  if (!/^(?:https?:)?\/\S+$/i.test(text) || namesPage.test(key)) return false
  const isAbsolute = /^https?:/i.test(text)
  const path = isAbsolute && URL.canParse(text) ? new URL(text).pathname : text.replace(/[?#].*$/, '')
  if (imageFile.test(path)) return true
  return isAbsolute && (namesImage.test(key) || (namesLink.test(key) && (namesImage.test(parent) || parent === 'data')))
}

/** Some gateways put the answer that they got into a text of their own. */
function parseInner(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Null, empty and nil values name no task; anything else does. */
function isSign(value: unknown): boolean {
  if (typeof value === 'string') return !nilId.test(value.trim())
  if (typeof value === 'object' && value !== null) return Object.values(value).some((each) => isSign(each))
  return value !== undefined && value !== null && value !== false && value !== 0
}

function readTaskId(value: unknown, text: string): string | undefined {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    // JSON.parse has rounded it; the digits stand in the text.
    const digits = /\d{16,}/g
    return text.match(digits)?.find((each) => Number(each) === value)
  }
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return asId(value.trim())
  if (typeof value !== 'object' || value === null) return undefined
  return Object.values(value)
    .map((each) => readTaskId(each, text))
    .find((id) => id !== undefined)
}

/** Every text of the request. */
function textsOf(body: string): string[] {
  const texts: string[] = []
  try {
    JSON.parse(body, (_key, value: unknown) => {
      if (typeof value === 'string' && value !== '') texts.push(value)
      return value
    })
  } catch {
    // Then nothing counts as an echo, and more as a sign.
  }
  return texts
}

/** Shorter texts are equal by chance. */
function isLong(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 6
}

function isSameLink(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href
}
