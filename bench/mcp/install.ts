import { execFile } from 'node:child_process'
import { lstat, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** Packs the server as it is published. @returns the path of the tarball */
export async function packServer(folder: string): Promise<string> {
  const pnpm = join(root, 'node_modules/pnpm/bin/pnpm.cjs')
  await run(process.execPath, [pnpm, 'pack', '--pack-destination', folder], { cwd: join(root, 'apps/server') })
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('pnpm made no tarball of the server.')
  return join(folder, tarball)
}

export interface Installed {
  readonly megabytes: number
  readonly packages: number
}

/** Installs a package into an empty folder, as its users do. */
export async function installInto(folder: string, what: string): Promise<Installed> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{"private":true}')
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  await run('npm', ['install', ...quiet, what], { cwd: folder, shell: process.platform === 'win32' })
  const { stdout } = await run('npm', ['ls', '--all', '--parseable'], { cwd: folder, maxBuffer: 10_000_000 })
  const packages = new Set(stdout.split('\n').filter((line) => line.includes('node_modules'))).size
  return { megabytes: (await bytesIn(join(folder, 'node_modules'))) / 1e6, packages }
}

async function bytesIn(folder: string): Promise<number> {
  let sum = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) sum += (await lstat(join(entry.parentPath, entry.name))).size
  }
  return sum
}
