// The long run of the fuzz tests: rounds with ever new seeds until the time is over, or until one finds something.
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { pinnedNode, root } from './setup/workspace.mjs'
import { toolScript } from './setup/tool.mjs'

/** How many times the tests of CI one round runs: long enough that starting does not matter, short enough to stop. */
const scale = 8

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
})
const minutes = Number(values.minutes)
const firstSeed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
if (!(minutes > 0) || !Number.isSafeInteger(firstSeed)) {
  console.error('Usage: npm run fuzz -- [--minutes 10] [--seed 20261122]')
  process.exit(2)
}

const endMs = performance.now() + minutes * 60_000
let rounds = 0
do {
  const seed = firstSeed + rounds++
  console.log(`Round ${rounds}: seed ${seed}`)
  const code = await runRound(seed)
  if (code !== 0) {
    console.error(`Found something. The same again: npm run fuzz -- --seed ${seed} --minutes 1`)
    process.exit(code)
  }
} while (performance.now() < endMs)
console.log(`${rounds} rounds of ${scale} times the tests of CI found nothing.`)

/**
 * @param {number} seed
 * @returns {Promise<number>} Its exit code.
 */
function runRound(seed) {
  const args = [toolScript(root, 'vitest'), 'run', '--project', 'fuzz', '--testTimeout', '3600000']
  const env = {
    ...process.env,
    FLUXKIT_LANE: 'slow',
    FLUXKIT_FUZZ_SEED: String(seed),
    FLUXKIT_FUZZ_SCALE: String(scale),
  }
  const child = spawn(pinnedNode(root), args, { cwd: root, env, stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
