/** Folder of a POSIX path, without the slash at its end; `/` for what lies at the top. */
export function dirname(path: string): string {
  const slash = path.replace(/\/+$/, '').lastIndexOf('/')
  return slash <= 0 ? '/' : path.slice(0, slash)
}

/** Last part of a POSIX path. */
export function basename(path: string): string {
  const plain = path.replace(/\/+$/, '')
  return plain.slice(plain.lastIndexOf('/') + 1)
}

/** Splits `fox.v2.png` into `fox.v2` and `png`; the extension is empty where there is none. */
export function splitName(name: string): { readonly stem: string; readonly extension: string } {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? { stem: name, extension: '' } : { stem: name.slice(0, dot), extension: name.slice(dot + 1) }
}

/** An absolute path without `.`, `..` and double slashes. What would leave the root stays at the root. */
export function normalize(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** Joins an absolute folder and a relative path. */
export function join(folder: string, path: string): string {
  return normalize(`${folder}/${path}`)
}

/** The way from a folder to a file, both absolute: `../images/fox.png`. */
export function relative(fromFolder: string, toFile: string): string {
  const from = normalize(fromFolder).split('/').filter(Boolean)
  const to = normalize(toFile).split('/').filter(Boolean)
  let common = 0
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common++
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/')
}

/** Is it an image by its name, or without an extension, as most folders are? */
export function isImageOrFolder(path: string): boolean {
  const { extension } = splitName(basename(path))
  return !/^[a-z]{1,5}\d?$/i.test(extension) || /^(?:png|jpe?g|webp)$/i.test(extension)
}
