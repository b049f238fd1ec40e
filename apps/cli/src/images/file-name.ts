import { safeName, slug } from '@fluxkit/jobs'
import { splitPattern } from './name-pattern.ts'

/** What a name pattern can contain. */
export interface NameValues {
  readonly prompt: string
  readonly model: string
  readonly seed: number | string | undefined
  /** From 1. */
  readonly index: number
  /** The number of images of the task. */
  readonly count: number
  readonly task: string
  readonly atMs: number
}

/**
 * The folders and the name (without extension) of one image. Every part is safe on every platform, whatever the prompt
 * holds; a pattern that would give all images of a task the same name gets the index.
 */
export function imageName(
  pattern: string,
  values: NameValues,
): { readonly folders: readonly string[]; readonly name: string } {
  const isDistinct = values.count < 2 || /\{(index|seed)\}/.test(pattern)
  const parts = splitPattern(isDistinct ? pattern : `${pattern}-{index}`)
  const filled = parts.map((part) =>
    safeName(part.replaceAll(/\{(\w+)\}/g, (_, name: string) => valueText(name, values))),
  )
  return { folders: filled.slice(0, -1), name: filled.at(-1) ?? 'image' }
}

/** Names need no quotes in a shell: whatever comes from outside becomes a slug. */
function valueText(name: string, values: NameValues): string {
  switch (name) {
    case 'prompt':
      return slug(values.prompt)
    case 'model':
      return plainPart(values.model)
    case 'seed':
      return plainPart(String(values.seed ?? values.index))
    case 'index':
      return String(values.index)
    case 'date':
      return dateText(values.atMs)
    case 'task':
      return plainPart(values.task)
    default:
      return ''
  }
}

/** Ids keep their dots and capital letters. */
function plainPart(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
}

/** Local time, sortable: `2026-11-22-154501`. */
function dateText(atMs: number): string {
  const date = new Date(atMs)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`
}
