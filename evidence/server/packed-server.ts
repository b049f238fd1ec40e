import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { runtimeFile } from '../support/run-program.ts'

const run = promisify(execFile)

/** The packed server, installed in an empty folder by npm, as its users do. */
export interface PackedServer extends AsyncDisposable {
  /** The project that an agent works in. */
  readonly project: string
  /** The program that npm has linked. */
  readonly bin: string
  /** Nothing of the developer's own is passed on. */
  readonly env: Readonly<Record<string, string>>
}

export async function installPackedServer(): Promise<PackedServer> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'fluxkit-packed-server-')))
  const pnpm = runtimeFile('../node_modules/pnpm/bin/pnpm.cjs')
  await run(process.execPath, [pnpm, 'pack', '--pack-destination', folder], { cwd: runtimeFile('../apps/server') })
  const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('pnpm made no tarball of the server.')
  await writeFile(join(folder, 'package.json'), '{"private":true}')
  const quick = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  await run('npm', ['install', ...quick, `./${tarball}`], { cwd: folder, shell: process.platform === 'win32' })
  const project = join(folder, 'project')
  await mkdir(project)
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    FLUXKIT_DATA_DIR: join(folder, 'data'),
  }
  return {
    project,
    bin: join(folder, 'node_modules', '.bin', 'fluxkit-server'),
    env,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** Runs the CLI of the inspector, a client that isn't ours and not the SDK's. @returns what it printed, as JSON */
export async function inspect(
  { project, env }: Pick<PackedServer, 'project' | 'env'>,
  target: readonly string[],
  method: readonly string[],
): Promise<Record<string, unknown>> {
  const inspector = runtimeFile('node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js')
  const args = [inspector, '--cli', ...target, '--method', ...method]
  const { stdout } = await run(process.execPath, args, { cwd: project, env, maxBuffer: 64_000_000 })
  return JSON.parse(stdout) as Record<string, unknown>
}
