import { toolScript } from '../setup/tool.mjs'
import { root } from '../setup/workspace.mjs'

/**
 * A part of all tests that runs in a separate process.
 *
 * @typedef {object} Lane
 * @property {string} name
 * @property {string[]} args Of the pinned Node.
 * @property {Record<string, string>} [env]
 * @property {boolean} [whole] Runs whole at its second try too: it can't be given files.
 */

/** @param {string} name @param {Record<string, string>} [env] @returns {Lane} */
const vitest = (name, env) => ({
  name,
  args: [toolScript(root, 'vitest'), 'run'],
  env: { ...env, FLUXKIT_LANE: name },
})

/** More than `npm run test:slow` does: each point at which the bot can be killed, once. */
const thorough = { FLUXKIT_FUZZ_SCALE: '8', FLUXKIT_CRASH_ROUNDS: '18' }

/**
 * One round after the other; the tracks of a round run beside each other, the lanes of a track in turn. The editor has four
 * windows at once on two cores, so nothing runs beside it.
 *
 * @type {readonly (readonly (readonly Lane[])[])[]}
 */
export const rounds = [
  [[vitest('fast'), { name: 'extra', args: ['scripts/lanes/extra.mjs'] }]],
  [[{ name: 'host', args: ['apps/vscode-extension/test/main.ts'], whole: true }]],
  // Fuzz and crashes keep both processors busy. The fast tests run again beside them: they must give the same result
  // while other programs use the machine.
  [
    [vitest('slow', thorough)],
    [vitest('browser'), { name: 'evidence', args: ['scripts/lanes/evidence.mjs'] }],
    [{ ...vitest('fast'), name: 'loaded' }],
  ],
]

export const laneNames = rounds.flat(2).map(({ name }) => name)
