import type { PlatformPath } from 'node:path'

/** Is `path` the folder itself or in it? Both are absolute and free of links. */
export function isInside(folder: string, path: string, rules: PlatformPath): boolean {
  const way = rules.relative(folder, path)
  // On Windows the way to another drive is absolute.
  return !rules.isAbsolute(way) && way !== '..' && !way.startsWith(`..${rules.sep}`)
}
