import { readFile, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
}

/** How many packages an installation of these brings, themselves included. */
export async function countInstalled(names: readonly string[], from: string): Promise<number> {
  const seen = new Set<string>()
  const visit = async (name: string, folder: string): Promise<void> => {
    const found = await find(name, folder)
    const { version, dependencies = {} } = JSON.parse(await readFile(join(found, 'package.json'), 'utf8')) as Manifest
    const key = `${name}@${version}`
    if (seen.has(key)) return
    seen.add(key)
    for (const each of Object.keys(dependencies)) await visit(each, found)
  }
  for (const name of names) await visit(name, from)
  return seen.size
}

/** As Node resolves: the nearest `node_modules` on the way up that has it. */
async function find(name: string, from: string): Promise<string> {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = await realpath(join(folder, 'node_modules', name)).catch(() => undefined)
    if (found !== undefined) return found
    if (folder === dirname(folder)) throw new Error(`${name} is not installed.`)
  }
}
