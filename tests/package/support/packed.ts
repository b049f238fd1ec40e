import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Paths of the tarballs. */
export interface PackedPackages extends AsyncDisposable {
  readonly core: string
  readonly jobs: string
  readonly simulator: string
}

/** The packages as they would be published. Their builds have to be there. */
export async function packPackages(): Promise<PackedPackages> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-packed-'))
  const pnpm = join(root, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs')
  const pack = async (name: string): Promise<string> => {
    const destination = join(folder, name)
    const args = [pnpm, 'pack', '--pack-destination', destination]
    await promisify(execFile)(process.execPath, args, { cwd: join(root, 'packages', name) })
    const tarball = (await readdir(destination)).find((file) => file.endsWith('.tgz'))
    if (tarball === undefined) throw new Error(`pnpm made no tarball of ${name}.`)
    return join(destination, tarball)
  }
  const [core, jobs, simulator] = await Promise.all([pack('core'), pack('jobs'), pack('simulator')])
  return { core, jobs, simulator, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
