import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Whether a signal has to be handed on. Ctrl-C in a terminal reaches every process of the group, so the program has
 * it already, and a second one commonly means "now, at once"; all other signals were sent to this process alone.
 *
 * @param {NodeJS.Signals} signal
 * @param {boolean} atTerminal
 * @returns {boolean}
 */
export function isForwarded(signal, atTerminal) {
  return !(atTerminal && signal === 'SIGINT')
}

/**
 * Runs a program in place of this process as far as a terminal can tell: it owns the standard streams, gets the
 * signals, and its end is ours.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
export async function takeOver(command, args, { cwd, env }) {
  const atTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY)
  const child = spawn(command, args, { cwd, env, stdio: 'inherit' })
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    if (isForwarded(signal, atTerminal)) child.kill(signal)
  }
  for (const signal of signals) process.on(signal, forward)
  try {
    const [code, signal] = await once(child, 'exit')
    return { code, signal }
  } finally {
    for (const signal of signals) process.off(signal, forward)
  }
}
