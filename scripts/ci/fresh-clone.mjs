// A newcomer's first minutes: clone the commit, type `npm start` without a token, get an image. Before that a first try
// is killed half-way, and then two are started at once, because people do both.

import { spawn, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pinnedNode, root } from '../setup/workspace.mjs'
import { toolScript } from '../setup/tool.mjs'
import { newcomerEnvironment } from './newcomer.mjs'
import { findImages } from './images.mjs'

const firstRunLimitMs = 300_000
const warmSetUpLimitMs = 2000

const folder = mkdtempSync(join(tmpdir(), 'fluxkit-clone-'))
const home = join(folder, 'home')
const clone = join(folder, 'fluxkit')
mkdirSync(home)
const env = newcomerEnvironment(process.env, {
  home,
  npmCache: execFileSync('npm', ['config', 'get', 'cache'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim(),
  npmSettings: join(homedir(), '.npmrc'),
  pnpmStore: execFileSync(pinnedNode(root), [toolScript(root, 'pnpm'), 'store', 'path'], {
    cwd: root,
    encoding: 'utf8',
  }).trim(),
})

/**
 * @param {string[]} args
 * @param {{ killAfterMs?: number, extra?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number | null, output: string }>}
 */
async function npm(args, { killAfterMs, extra = {} } = {}) {
  const child = spawn('npm', args, {
    cwd: clone,
    env: { ...env, ...extra },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (output += text))
  const closed = once(child, 'close')
  const limit = new AbortController()
  const killed = sleep(killAfterMs ?? firstRunLimitMs, undefined, { signal: limit.signal }).then(
    () => process.kill(-Number(child.pid), 'SIGKILL'),
    () => undefined,
  )
  const [code] = await closed
  limit.abort()
  await killed
  return { code, output }
}

/**
 * @param {unknown} condition
 * @param {string} claim
 * @param {string} [output]
 */
function demand(condition, claim, output = '') {
  if (!condition) throw new Error(`${claim}\n${output}`)
  process.stdout.write(`ok: ${claim}\n`)
}

try {
  execFileSync('git', ['clone', '--quiet', root, clone])
  const committed = new Set(findImages(clone))
  const killed = await npm(['start'], { killAfterMs: 3000 })
  demand(killed.code === null, 'a first `npm start` was killed half-way', killed.output)

  const startedMs = performance.now()
  const both = await Promise.all([npm(['start']), npm(['start'])])
  for (const { code, output } of both) demand(code === 0, '`npm start` ends with exit code 0', output)
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
  const [{ output }] = both
  demand(/sandbox/i.test(output), 'it says that this was the sandbox', output)
  const images = findImages(clone).filter((image) => !committed.has(image))
  demand(images.length >= 2, `each of two at once made an image (${images.join(', ')}) in ${seconds} s`, output)

  const warm = await npm(['start', '--', '--version'], { extra: { FLUXKIT_VERBOSE: '1' } })
  const setUpMs = Number(/Set-up took (\d+) ms/.exec(warm.output)?.[1])
  demand(
    warm.code === 0 && setUpMs < warmSetUpLimitMs,
    `with nothing to do the set-up takes ${setUpMs} ms`,
    warm.output,
  )

  const changes = execFileSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' })
  demand(changes === '', 'the clone has no changes that git would see', changes)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
