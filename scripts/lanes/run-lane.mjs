import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, openSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pinnedNode, root } from '../setup/workspace.mjs'

/** @typedef {{ name: string, passed: boolean, seconds: number }} LaneResult */

/** As many as the smallest machines of CI have cores. */
const busyLoops = 2

/** Ends with its parent, also when that is killed. */
const busyLoop = 'const parent = process.ppid; while (process.ppid === parent);'

/**
 * Runs a lane. Its output appears when it has ended: lanes that run at the same time would mix theirs.
 *
 * @param {import('./lanes.mjs').Lane} lane
 * @param {string} reports The folder for vitest's report and the output.
 * @param {AbortSignal} signal
 * @returns {Promise<LaneResult>}
 */
export async function runLane({ name, args, env, loaded = false }, reports, signal) {
  const startedMs = performance.now()
  const output = join(reports, `${name}.log`)
  const log = openSync(output, 'w')
  const load = Array.from({ length: loaded ? busyLoops : 0 }, () => spawn(pinnedNode(root), ['-e', busyLoop]))
  console.log(`--- ${name}: started`)
  const child = spawn(pinnedNode(root), args, {
    cwd: root,
    env: { ...process.env, ...env, FLUXKIT_TEST_REPORT: join(reports, `${name}.json`) },
    stdio: ['ignore', log, log],
    // A group of its own: what the lane has started ends with it.
    detached: true,
  })
  const end = () => process.kill(-Number(child.pid), 'SIGTERM')
  signal.addEventListener('abort', end)
  const [code] = await once(child, 'close')
  signal.removeEventListener('abort', end)
  const passed = code === 0
  for (const loop of load) loop.kill('SIGKILL')
  closeSync(log)
  await pipeline(createReadStream(output), process.stdout, { end: false })
  const seconds = Math.round((performance.now() - startedMs) / 1000)
  console.log(`--- ${name}: ${passed ? 'passed' : 'FAILED'} after ${seconds} s\n`)
  return { name, passed, seconds }
}
