import type { Cost } from '../contract/answer-schemas.ts'
import { readCost } from '../contract/answers.ts'
import { asId, asObject, type JsonObject } from '../contract/json.ts'
import { findSignsInText, imageFile, type Signs } from './acceptance-text.ts'

/** What in an answer says that the service accepted the submission, whatever the status says. */
export interface Acceptance {
  /** Absent when the id arrived only in part, or is neither text nor number. */
  readonly taskId?: string | undefined
  /** Links to images that were made, without those that the request itself named. */
  readonly imageUrls: readonly string[]
  /** What the service says it charged. */
  readonly cost?: Cost | undefined
}

/** Keys as they compare: `task_id`, `taskId`, `Task-ID` and full-width letters are the same. */
const plain = (key: string): string =>
  key
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

const taskKey = /(?:task|job|prediction|generation)s?(id|uuid|uid|identifier|no|number)?s?\**$/
const ownId = /^(?:id|uuid|uid)$/
/** Records of the service's other doings also have ids; these fields only tasks have. */
const taskField = /^(?:response|request|startedat|finishedat|elapsed|apiid|applicationid|credentialid|status|state)$/
const errorField = /^(?:message|msg|details?|title|code|reason)$/
/** Records that stand by themselves, not in a list: elements of `data` are images. */
const container = /^(?:data|results?|response|outputs?|)$/
/** Ids of requests, errors and users say so. */
const otherId = /^(?:req|err|trace|evt|user)/i
/** Placeholder ids. */
const nilId = /^[0-]*$|^(?:null|none|nil|undefined|false|n\/a)$/i

const imageKey = /(?:image|img|picture|output|result|file|download)s?(?:url|uri|link|src)?s?\**$/
const linkKey = /^(?:url|uri|link|src)s?\**$/
const pageKey = /doc|help|support|info|console|terms|polic|logo|icon|avatar/

/**
 * Looks for signs of acceptance: a task id of any type under any spelling, a record that looks like a task, a link to an
 * image, a price. `trace_id` and what the request itself contained do not count.
 * @param text the whole response, or as much of it as arrived
 * @param json the same, parsed; `undefined` when it is not JSON
 * @param sent the body of the request: links in it come back in error messages
 * @returns `undefined` when there is no sign
 */
export function findAcceptance(text: string, json: unknown, sent: string | Uint8Array): Acceptance | undefined {
  const request = typeof sent === 'string' ? textsOf(sent) : []
  const isEcho = (part: string): boolean => request.some((each) => each.includes(part))
  const { links, partial, ...found } =
    json === undefined ? findSignsInText(text, isEcho, true) : findSigns(json, isEcho)
  const isOwn = (value: unknown): boolean => isSign(value) && !(isLong(value) && request.includes(value))
  let taskIds = found.taskIds.filter(isOwn)
  // JSON.parse keeps the last of two fields with the same name, which may be null.
  if (taskIds.length === 0 && json !== undefined) taskIds = findSignsInText(text, isEcho, false).taskIds.filter(isOwn)
  const images = [...new Set(links)].filter((link) => !isEcho(link) && !request.some((each) => isSameLink(each, link)))
  const cost = readPrice(json)
  if (taskIds.length === 0 && images.length === 0 && !partial && !cost) return undefined
  return {
    cost,
    taskId: firstTaskId(taskIds, text),
    imageUrls: images.filter((link) => /^https?:/i.test(link)),
  }
}

function readPrice(json: unknown): Cost | undefined {
  const record = asObject(json)
  const cost = readCost(record?.['cost']) ?? readCost(asObject(record?.['response'])?.['cost'])
  return cost && cost.amount > 0 ? cost : undefined
}

/** Where a value is in a response. */
interface Location {
  readonly value: unknown
  /** Marked by a star when the value is in a list. */
  readonly key: string
  /** The key of the record around it. */
  readonly parent: string
  /** Does a key around it say that it names a task? */
  readonly isNamed: boolean
}

/** Level by level, so that outer values come first. */
function findSigns(root: unknown, isEcho: (text: string) => boolean): Signs {
  const named: unknown[] = []
  const likely: unknown[] = []
  const links: string[] = []
  let level: readonly Location[] = [{ value: root, key: '', parent: '', isNamed: false }]
  while (level.length > 0) {
    level = level.flatMap(({ value, key, parent, ...around }): readonly Location[] => {
      const [isTask, hasIdKey] = taskKey.exec(key) ?? []
      const isNamed = around.isNamed || hasIdKey !== undefined
      if (Array.isArray(value))
        return value.map((each: unknown) => ({ value: each, key: starred(key), parent, isNamed }))
      const record = asObject(value)
      if (record) {
        const id = idOfTask(record, key, isTask !== undefined)
        if (!isNamed && id !== undefined) likely.push(id)
        return Object.keys(record).map((name) => ({ value: record[name], key: plain(name), parent: key, isNamed }))
      }
      if (isNamed || (isTask && /^\S*\d\S*$/.test(String(value)))) named.push(value)
      if (typeof value !== 'string') return []
      if (isImageLink(value, key, parent)) links.push(value)
      const inner = parseInner(value)
      if (inner !== undefined) return [{ value: inner, key, parent, isNamed }]
      const written = findSignsInText(value, isEcho, false)
      likely.push(...written.taskIds)
      links.push(...written.links)
      return []
    })
  }
  return { taskIds: [...named, ...likely], links, partial: false }
}

/** The id of a record that looks like a task: by its key, its fields, or by where it stands when it is not an error. */
function idOfTask(record: JsonObject, key: string, isTask: boolean): unknown {
  const fields = Object.keys(record).map((name) => ({ field: plain(name), value: record[name] }))
  const id = fields.find(({ field }) => ownId.test(field))?.value
  // Statuses of HTTP are numbers.
  const hasTaskField = fields.some(({ field, value }) => taskField.test(field) && typeof value !== 'number')
  const isError = fields.some(({ field }) => errorField.test(field)) || (typeof id === 'string' && otherId.test(id))
  const isTaskLike = isTask || hasTaskField || (container.test(key) && !isError)
  return key !== 'request' && isTaskLike ? id : undefined
}

function isImageLink(text: string, key: string, parent: string): boolean {
  if (/^data:image\//i.test(text)) return true
  if (!/^(?:https?:)?\/\S+$/i.test(text) || pageKey.test(key)) return false
  const isNamed = imageKey.test(key) || (linkKey.test(key) && /^data|^images?\b/.test(parent))
  return imageFile.test(text) || (isNamed && /^h/i.test(text))
}

/** Some gateways put the answer that they got into their own text. */
function parseInner(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** One for any number of lists: responses can have a million of them inside each other. */
function starred(key: string): string {
  return key.endsWith('*') ? key : `${key}*`
}

/** Null, empty and nil values name no task; anything else does. */
function isSign(value: unknown): boolean {
  return typeof value === 'string' ? !nilId.test(value.trim()) : Boolean(value)
}

function firstTaskId(values: readonly unknown[], text: string): string | undefined {
  let numbers: readonly string[] | undefined
  for (const value of values) {
    const isRounded = typeof value === 'number' && !Number.isSafeInteger(value)
    // JSON.parse has rounded it; the digits are in the text.
    if (isRounded) numbers ??= text.match(/\d{16,}/g) ?? []
    const digits = isRounded && numbers?.find((each) => Number(each) === value)
    const id = asId(digits || (typeof value === 'string' ? value.trim() : value))
    if (id !== undefined) return id
  }
  return undefined
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
