import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A step of the set-up that failed; the message is for the terminal. */
export class StepFailed extends Error {
  /**
   * @param {string} title
   * @param {string} reason
   * @param {string} output What the step printed.
   */
  constructor(title, reason, output) {
    super(`${output.trimEnd()}\n${title}: ${reason}`.trimStart())
    this.name = 'StepFailed'
  }
}

/**
 * @typedef {object} Step
 * @property {string} title What is being done, for the one line that is printed.
 * @property {string} command
 * @property {string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} logFile Takes the output. A file and not a pipe: the step survives the death of this process.
 * @property {number} [quietMs] A step that ends sooner is not worth a line. 0 announces at once.
 *
 * @typedef {object} StepHost
 * @property {(text: string) => void} write To the terminal; standard output belongs to the program.
 * @property {boolean} verbose Shows the output as it comes.
 * @property {AbortSignal} signal
 * @property {(pid: number) => Promise<void>} [onSpawn]
 */

/**
 * Runs one step: one line, its duration, and its output only when it fails.
 *
 * @param {Step} step
 * @param {StepHost} host
 * @throws {StepFailed}
 */
export async function runStep(step, { write, verbose, signal, onSpawn }) {
  const startedMs = performance.now()
  let announced = false
  const announce = () => {
    announced = true
    write(verbose ? `${step.title} …\n` : `${step.title} … `)
  }
  const timer = setTimeout(announce, step.quietMs ?? 0)
  if ((step.quietMs ?? 0) === 0) {
    clearTimeout(timer)
    announce()
  }
  await mkdir(dirname(step.logFile), { recursive: true })
  const log = await open(step.logFile, 'w')
  try {
    const output = verbose ? 2 : log.fd
    const child = spawn(step.command, step.args, { cwd: step.cwd, env: step.env, stdio: ['ignore', output, output] })
    const reason = await whyFailed(child, signal, onSpawn)
    clearTimeout(timer)
    if (reason !== undefined) {
      if (announced && !verbose) write('failed\n')
      throw new StepFailed(step.title, reason, verbose ? '' : await readFile(step.logFile, 'utf8'))
    }
    if (announced) write(`${verbose ? 'done in ' : ''}${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`)
  } finally {
    clearTimeout(timer)
    await log.close()
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {AbortSignal} signal
 * @param {StepHost['onSpawn']} onSpawn
 * @returns {Promise<string | undefined>} Why the process did not succeed.
 */
async function whyFailed(child, signal, onSpawn) {
  const stop = () => child.kill('SIGTERM')
  const closed = once(child, 'close')
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    if (child.pid !== undefined) await onSpawn?.(child.pid)
    const [code, killedBy] = await closed
    if (signal.aborted) return 'interrupted'
    if (code === 0) return undefined
    return killedBy === null ? `exit code ${code}` : `ended by ${killedBy}`
  } catch (error) {
    return /** @type {Error} */ (error).message
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
