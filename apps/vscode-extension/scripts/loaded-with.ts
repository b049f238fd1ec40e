import type { OutputChunk } from 'rolldown'

/** What is read when these files of the bundle are loaded: with all that they require at once. */
export function loadedWith(files: readonly OutputChunk[], ...names: readonly string[]): OutputChunk[] {
  const loaded = new Set<OutputChunk>()
  function load(name: string): void {
    const file = files.find(({ fileName }) => fileName === name)
    if (file === undefined || loaded.has(file)) return
    loaded.add(file)
    file.imports.forEach(load)
  }
  names.forEach(load)
  return [...loaded]
}

export function bytesOf(loaded: readonly OutputChunk[]): number {
  return loaded.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0)
}

/** What the first use of a feature loads besides what a start has loaded: with the jobs and their client. */
export function firstUseBytes(files: readonly OutputChunk[], feature: string): number {
  return bytesOf(loadedWith(files, atStart, feature, 'open-desk.cjs')) - bytesOf(loadedWith(files, atStart))
}

/** The file that a start of a window loads. */
export const atStart = 'extension.cjs'
