/** Everything that was found, the surest first. */
export interface Signs {
  readonly taskIds: readonly unknown[]
  readonly links: readonly string[]
  /** An id or a link broke off: it was there, but is incomplete. */
  readonly partial: boolean
}

/** A key such as `task_id`, `"taskId"` or `Task ID`, and what separates it from its value. */
const key = String.raw`(?:task|job|prediction|generation)[\s_-]?(?:id|uuid)s?["'\x60]?\s*[:=]\s*\[?\s*`
/** A quoted text, which may break off; or a number or word, which may be missing. */
const value = String.raw`(?:"((?:[^"\\]|\\.)*)("?)|'([^']*)('?)|([\w-]*)(?=([^\w-])|$))`
const taskId = new RegExp(key + value, 'giu')
const taskInProse = /\btask\s+(?:id\s+)?["'`(#]*([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/giu
const link = /https?:\/\/[^\s"'<>\\`]+/giu
const namesImage = /image[\s_-]?urls?["'`]?\s*[:=]\s*\[?\s*["'`]?$/i
export const imageFile: RegExp = /\.(?:png|jpe?g|webp|gif|avif)(?:[?#].*)?$/i
const markup = /^\s*<|<(?:html|body|head|img|a)\b/i

/**
 * Looks for signs of acceptance in what is not JSON: truncated JSON, JSON wrapped in other text, a sentence.
 * @param isEcho is it a part of what the request said?
 * @param mayBreakOff is this a truncated text, rather than a text within a complete response?
 */
export function findSignsInText(text: string, isEcho: (text: string) => boolean, mayBreakOff: boolean): Signs {
  // JSON within quotes has its own quotes escaped, and slashes may be.
  // The lookbehind keeps a million backslashes without a quote from taking a million times as long.
  const readable = text.replace(/(?<!\\)\\+(["'/])/g, '$1')
  const taskIds: string[] = []
  const links: string[] = []
  let partial = false
  for (const match of readable.matchAll(taskId)) {
    if (isEcho(match[0])) continue
    const [, double, doubleEnd, single, singleEnd, word = '', wordEnd] = match
    const quoted = double ?? single
    if (quoted === undefined) {
      // Words without a digit are words: "task_id: required".
      if (mayBreakOff && wordEnd === undefined) partial = true
      else if (/\d/.test(word)) taskIds.push(word)
    } else if (mayBreakOff && (doubleEnd ?? singleEnd) === '') partial = true
    else taskIds.push(unescape(quoted))
  }
  for (const [whole, id = ''] of readable.matchAll(taskInProse)) if (!isEcho(whole)) taskIds.push(id)
  // Pages show images of their own, so in markup only a link under its name counts.
  const isPage = markup.test(readable)
  for (const { 0: found, index } of readable.matchAll(link)) {
    const isNamed = namesImage.test(readable.slice(Math.max(0, index - 40), index))
    if (isEcho(found) || (!isNamed && (isPage || !imageFile.test(found)))) continue
    if (mayBreakOff && index + found.length === readable.length) partial = true
    else links.push(found)
  }
  return { taskIds, links, partial }
}

function unescape(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string
  } catch {
    return text
  }
}
