import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { toolScript } from '../setup/tool.mjs'
import { root } from '../setup/workspace.mjs'

/** Packs a package the way it is published. Its build has to be there. @returns Path of the tarball. */
export function pack(folder: string, destination: string): string {
  const pnpm = [toolScript(root, 'pnpm'), 'pack', '--pack-destination', destination]
  execFileSync(process.execPath, pnpm, { cwd: join(root, folder), stdio: ['ignore', 'pipe', 'inherit'] })
  const tarball = readdirSync(destination).find((name) => name.endsWith('.tgz'))
  if (tarball === undefined) throw new Error(`pnpm pack made no tarball of ${folder}`)
  return join(destination, tarball)
}

/** Names of the files in a tarball, without the leading `package/`, and the text of its package.json. */
export function readTarball(tarball: string): { files: string[]; manifest: string } {
  const tar = (...args: string[]): string => execFileSync('tar', args, { encoding: 'utf8' })
  const files = tar('-tzf', tarball).trim().split('\n')
  return {
    files: files.map((file) => file.replace(/^package\//, '')).toSorted(),
    manifest: tar('-xzOf', tarball, 'package/package.json'),
  }
}
