import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { childrenCpuMs } from './cpu-time.mjs'
import { pinnedEnvironment } from './environment.mjs'
import { install, isInstalled, npxOutside } from './install.mjs'
import { withLock } from './lock.mjs'
import { findNpx } from './npx.mjs'
import { StepFailed } from './step.mjs'
import { takeOver } from './take-over.mjs'
import { tasks } from './tasks.mjs'
import { toolScript } from './tool.mjs'
import { pinnedNode, readPins, root } from './workspace.mjs'

/**
 * Sets the checkout up as far as the task needs it and runs the task. Sets the exit code of this process.
 *
 * @param {string} name
 * @param {string[]} args
 */
export async function main(name, args) {
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined
  if (task === undefined) {
    process.stderr.write(`Unknown task "${name}". There are: ${Object.keys(tasks).join(', ')}.\n`)
    process.exitCode = 2
    return
  }
  if (task.pnpm !== undefined) return endLike(await callPnpm([...task.pnpm, ...args]))
  if (!(await prepare(task))) return
  if (task.timed) process.once('exit', printTime)
  const env = { ...pinnedEnvironment(process.env, root), ...task.env }
  const node = pinnedNode(root)
  if (task.program !== undefined) {
    // npm changes into the folder of package.json; file names that a user types count from where they typed them.
    const typedIn = process.env['INIT_CWD'] ?? root
    const cwd = existsSync(typedIn) ? typedIn : root
    return endLike(await takeOver(node, [...(task.nodeArgs ?? []), join(root, task.program), ...args], { cwd, env }))
  }
  for (const [index, command] of (task.run ?? []).entries()) {
    const commandLine = index === (task.run?.length ?? 0) - 1 ? [...command, ...args] : command
    const [tool = 'node', ...rest] = commandLine
    const nodeArgs = tool === 'node' ? rest : [toolScript(root, tool), ...rest]
    const end = await takeOver(node, nodeArgs, { cwd: root, env })
    if (end.code !== 0) return endLike(end)
  }
}

function printTime() {
  const cpuMs = childrenCpuMs()
  const cpu = cpuMs === undefined ? '' : `, ${Math.round(cpuMs / 1000)} s of CPU`
  process.stderr.write(`Took ${Math.round(performance.now() / 1000)} s${cpu}\n`)
}

/** @param {string[]} args */
async function callPnpm(args) {
  const { pnpm } = await readPins(root)
  const npx = npxOutside(root) ?? findNpx({ env: process.env, execPath: process.execPath })
  return takeOver(npx.command, [...npx.args, '--yes', `pnpm@${pnpm}`, ...args], { cwd: root, env: process.env })
}

/**
 * Installs and builds.
 *
 * @param {import('./tasks.mjs').Task} task
 * @returns {Promise<boolean>} False when that failed or was interrupted; the exit code is set.
 */
async function prepare(task) {
  const abort = new AbortController()
  /** @type {NodeJS.Signals | undefined} */
  let stoppedBy
  /** @param {NodeJS.Signals} signal */
  const stop = (signal) => {
    stoppedBy = signal
    abort.abort()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop)
  try {
    await setUp(task, abort.signal)
    return true
  } catch (error) {
    if (stoppedBy !== undefined) process.exitCode = stoppedBy === 'SIGINT' ? 130 : 143
    else if (error instanceof StepFailed) {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 1
    } else throw error
    return false
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', stop)
  }
}

/**
 * @param {import('./tasks.mjs').Task} task
 * @param {AbortSignal} signal
 */
async function setUp({ install: only, build: packages }, signal) {
  if (packages === undefined && (await isInstalled(root, only))) return
  const write = (/** @type {string} */ text) => void process.stderr.write(text)
  const verbose = process.env['FLUXKIT_VERBOSE'] === '1'
  const startedMs = performance.now()
  await withLock(
    join(root, '.setup', 'lock'),
    async ({ adopt }) => {
      const host = { write, verbose, signal, onSpawn: adopt }
      if (!(await isInstalled(root, only))) await install(root, host, { only })
      if (packages !== undefined) await build(root, packages, host)
    },
    {
      signal,
      onWait: (owner) =>
        write(`Waiting for another set-up of this folder (process ${owner?.pids[0] ?? 'unknown'}) …\n`),
    },
  )
  if (verbose) write(`Set-up took ${Math.round(performance.now() - startedMs)} ms\n`)
}

/**
 * Ends this process the way another one ended.
 *
 * @param {{ code: number | null, signal: NodeJS.Signals | null }} end
 */
function endLike({ code, signal }) {
  if (signal !== null && process.platform !== 'win32') process.kill(process.pid, signal)
  else process.exitCode = code ?? 1
}
