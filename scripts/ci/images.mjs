import { closeSync, openSync, readSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const folders = new Set(['node_modules', '.git', '.turbo', '.setup', 'dist'])

/**
 * Images below a folder, recognised by their first bytes: PNG, JPEG, WebP.
 *
 * @param {string} folder
 * @param {string} [inside]
 * @returns {string[]} Paths inside the folder.
 */
export function findImages(folder, inside = '') {
  return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = join(inside, entry.name)
    if (entry.isDirectory()) return folders.has(entry.name) ? [] : findImages(folder, path)
    return entry.isFile() && isImage(firstBytes(join(folder, path))) ? [path] : []
  })
}

/** @param {Buffer} bytes */
function isImage(bytes) {
  const text = bytes.toString('latin1')
  return text.startsWith('\x89PNG\r\n\x1A\n') || text.startsWith('\xFF\xD8\xFF') || /^RIFF.{4}WEBP/s.test(text)
}

/** @param {string} path */
function firstBytes(path) {
  const bytes = Buffer.alloc(12)
  const file = openSync(path, 'r')
  try {
    readSync(file, bytes, 0, bytes.length, 0)
  } finally {
    closeSync(file)
  }
  return bytes
}
