import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Somebody's project, far from this checkout. */
export interface EmptyProject extends AsyncDisposable {
  readonly folder: string
  /** Names of the packages at the top of node_modules. */
  installed(): Promise<string[]>
  /** Runs a program of the project with this Node. @returns standard output @throws what it printed when it fails */
  node(...args: readonly string[]): Promise<string>
  /** What npm says of it, as JSON. */
  npm(...args: readonly string[]): Promise<unknown>
}

/**
 * Makes a folder with the files of `projects/<name>`, and installs into it what is named and nothing else.
 * @param dependencies as for `npm install`: tarballs, or names with an exact version
 */
export async function createProject(name: string, dependencies: readonly string[]): Promise<EmptyProject> {
  const folder = await mkdtemp(join(tmpdir(), `fluxkit-${name}-`))
  await cp(fileURLToPath(new URL(`../projects/${name}/`, import.meta.url)), folder, { recursive: true })
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name, version: '1.0.0', private: true, type: 'module' }),
  )
  const npm = (...args: readonly string[]): Promise<{ stdout: string }> =>
    run('npm', args, { cwd: folder, shell: process.platform === 'win32' })
  const quick = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  await npm('install', ...quick, ...dependencies)
  return {
    folder,
    installed: async () => {
      const names = await readdir(join(folder, 'node_modules'))
      return names.filter((each) => !each.startsWith('.')).toSorted((a, b) => a.localeCompare(b))
    },
    async node(...args) {
      const { stdout } = await run(process.execPath, args, { cwd: folder, env: { PATH: process.env['PATH'] ?? '' } })
      return stdout.trim()
    },
    npm: async (...args) => JSON.parse((await npm(...args)).stdout) as unknown,
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true })
    },
  }
}
