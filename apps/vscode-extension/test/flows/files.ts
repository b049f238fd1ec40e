import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { until } from '../host/until.ts'

/** Names in a folder; empty when there is none. Without hidden ones. */
export async function list(...parts: string[]): Promise<string[]> {
  const names = await readdir(join(...parts)).catch(() => [])
  return names.filter((name) => !name.startsWith('.')).toSorted((a, b) => (a < b ? -1 : 1))
}

/** Waits until the names in a folder that match are exactly the expected ones. */
export function untilFiles(expected: readonly string[], match: RegExp, ...parts: string[]): Promise<true> {
  return until(`${expected.join(', ')} in ${parts.at(-1)}`, async () => {
    const names = (await list(...parts)).filter((name) => match.test(name))
    return names.join('\n') === expected.join('\n') ? true : undefined
  })
}

/** Empty while there is no such file: the editor deletes one before it renames another to its name. */
export async function textOf(...parts: string[]): Promise<string> {
  return readFile(join(...parts), 'utf8').catch(() => '')
}

/** Waits until the editor has put a text aside that isn't saved: a reload before that would lose it, and the editor asks about it. */
export async function untilBackedUp(folder: string, text: string): Promise<void> {
  await until(`a backup of ${text}`, async () => {
    const names = await readdir(folder, { recursive: true }).catch(() => [])
    const texts = await Promise.all(names.map((name) => textOf(folder, name)))
    return texts.some((each) => each.includes(text)) || undefined
  })
}

export async function isPng(path: string): Promise<boolean> {
  const bytes = await readFile(path)
  return bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1A\n'
}
