import type { SavedFile } from './job-view.ts'

/** A file or a folder that was renamed: addresses. */
export interface Rename {
  readonly from: string
  readonly to: string
}

/** The files of a job after files or folders were renamed. @returns `undefined` when that concerns none of them */
export function renamedFiles(
  files: readonly SavedFile[],
  renames: readonly Rename[],
): readonly SavedFile[] | undefined {
  const after = files.map((file) => ({ ...file, uri: renamed(file.uri, renames) }))
  return after.some(({ uri }, index) => uri !== files[index]?.uri) ? after : undefined
}

/** An address after files or folders were renamed. */
export function renamed(address: string, renames: readonly Rename[]): string {
  for (const { from, to } of renames) {
    if (address === from) return to
    if (address.startsWith(`${from}/`)) return to + address.slice(from.length)
  }
  return address
}
