import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { installFingerprint } from './fingerprint.mjs'
import { findHostNode } from './host-node.mjs'
import { findNpx } from './npx.mjs'
import { StepFailed, runStep } from './step.mjs'
import { packageFolders, pinnedNode, readPins } from './workspace.mjs'

/** Where the set-up of a checkout keeps its notes. @param {string} folder */
const notes = (folder) => ({
  // Inside node_modules, so that deleting them also deletes the claim that they are complete.
  stamp: join(folder, 'node_modules', '.fluxkit-installed'),
  unfinished: join(folder, '.setup', 'install-unfinished'),
  log: join(folder, '.setup', 'install.log'),
})

/** In the stamp, in place of the one package that was installed. */
const everything = 'everything'

/**
 * Whether node_modules hold what the lockfile says.
 *
 * @param {string} folder
 * @param {string} [only] It is enough when they hold what this package needs.
 * @returns {Promise<boolean>}
 */
export async function isInstalled(folder, only) {
  const { stamp, unfinished } = notes(folder)
  if (existsSync(unfinished) || !existsSync(pinnedNode(folder))) return false
  const [fingerprint, installed] = (await readFile(stamp, 'utf8').catch(() => '')).split('\n')
  if (installed !== everything && installed !== only) return false
  return fingerprint === (await installFingerprint(folder))
}

/**
 * Installs what the lockfile says with the pinned pnpm. After an attempt that did not end well it starts over: what a
 * killed installation left behind can look complete to pnpm (a package whose install script was cut short). The
 * downloads are in pnpm's store by then.
 *
 * @param {string} folder
 * @param {import('./step.mjs').StepHost} host
 * @param {object} [options]
 * @param {string | undefined} [options.only] A package: only what it and the root need is installed.
 * @param {{ command: string, args: string[] }} [options.npx] Without one from outside of the checkout nothing is removed.
 * @throws {import('./step.mjs').StepFailed}
 */
export async function install(folder, host, { only, npx = npxOutside(folder) } = {}) {
  const { stamp, unfinished, log } = notes(folder)
  const pins = await readPins(folder)
  const startOver = existsSync(unfinished) && npx !== undefined
  const { command, args } = npx ?? findNpx({ env: process.env, execPath: process.execPath })
  const fingerprint = await installFingerprint(folder)
  if (startOver) await removeModules(folder)
  await mkdir(dirname(unfinished), { recursive: true })
  await writeFile(unfinished, '')
  await rm(stamp, { force: true })
  // `--prod=false`: a NODE_ENV=production of the machine would leave the tools out.
  const flags = ['--frozen-lockfile', '--prod=false', '--config.confirmModulesPurge=false']
  if (only !== undefined) flags.push(`--filter=${only}...`)
  const installing = runStep(
    {
      title: `${title(only, startOver)} (pnpm ${pins.pnpm})`,
      command,
      args: [...args, '--yes', `pnpm@${pins.pnpm}`, 'install', ...flags],
      cwd: folder,
      env: process.env,
      logFile: log,
    },
    host,
  )
  await installing.catch(async (/** @type {unknown} */ error) => {
    if (!(error instanceof StepFailed) || !error.message.includes('ERR_PNPM_OUTDATED_LOCKFILE')) throw error
    // pnpm refuses before it touches anything, so there is nothing to start over from.
    if (!startOver) await rm(unfinished, { force: true })
    error.message += '\nA package.json changed without the lockfile: run `npm run deps` and commit pnpm-lock.yaml.'
    throw error
  })
  await assertPinnedNode(folder, pins.node)
  // npm puts this folder first on the PATH: the next `npm start` would run on the Node that it may have to replace, behind
  // one more shell that swallows signals.
  for (const shim of ['node', 'node.cmd', 'node.ps1'])
    await rm(join(folder, 'node_modules', '.bin', shim), { force: true })
  // vitest keeps transformed modules here, with paths of the packages that it was installed with.
  await rm(join(folder, 'node_modules', '.vitest-cache'), { recursive: true, force: true })
  await writeFile(stamp, `${fingerprint}\n${only ?? everything}`)
  await rm(unfinished, { force: true })
}

/**
 * @param {string} folder
 * @returns {{ command: string, args: string[] } | undefined}
 */
export function npxOutside(folder) {
  const node = findHostNode({ env: process.env, execPath: process.execPath, folder })
  return node === undefined ? undefined : findNpx({ env: process.env, execPath: node })
}

/** @param {string | undefined} only @param {boolean} startOver */
function title(only, startOver) {
  if (startOver) return 'Installing again after an interrupted try'
  return only === undefined ? 'Installing dependencies' : `Installing dependencies of ${only}`
}

/** @param {string} folder */
async function removeModules(folder) {
  const packages = packageFolders(await readFile(join(folder, 'pnpm-lock.yaml'), 'utf8'))
  for (const path of packages) await rm(join(folder, path, 'node_modules'), { recursive: true, force: true })
}

/**
 * @param {string} folder
 * @param {string} version
 */
async function assertPinnedNode(folder, version) {
  const { stdout } = await promisify(execFile)(pinnedNode(folder), ['--version'])
  if (stdout.trim() !== `v${version}`) throw new Error(`The installed Node is ${stdout.trim()}, not v${version}.`)
}
