import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Whether a signal has to be handed on. Ctrl-C in a terminal reaches every process of the group, so the program has
 * it already, and a second one commonly means "now, at once"; all other signals were sent only to this process.
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
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, orphanPollMs?: number }} options
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
export async function takeOver(command, args, { cwd, env, orphanPollMs = 200 }) {
  const atTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY)
  const child = spawn(command, args, { cwd, env, stdio: 'inherit' })
  const stopWatching = onOrphaned(() => child.kill('SIGTERM'), env, orphanPollMs)
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    stopWatching()
    if (isForwarded(signal, atTerminal)) child.kill(signal)
  }
  for (const signal of signals) process.on(signal, forward)
  try {
    const [code, signal] = await once(child, 'exit')
    return { code, signal }
  } finally {
    stopWatching()
    for (const signal of signals) process.off(signal, forward)
  }
}

/**
 * npm runs us through `sh -c`, and a signal to npm ends that shell without reaching us: the only trace is that our parent
 * is gone. Outside of npm a vanished parent is an ordinary thing (nohup).
 *
 * @param {() => void} react
 * @param {NodeJS.ProcessEnv} env
 * @param {number} pollMs
 * @returns {() => void} Ends the watching.
 */
function onOrphaned(react, env, pollMs) {
  if (env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return () => undefined
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    react()
  }, pollMs)
  timer.unref()
  return () => clearInterval(timer)
}
