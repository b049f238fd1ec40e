import { Readable, Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createFakeClock } from '@fluxkit/core/testing'
import { runApp } from 'fluxkit/app'

interface ProgramOptions {
  /** Where it saves images, and its home. */
  readonly folder: string
  readonly columns: number
  /** In [0, 1): decides the id of the job and what its image shows. */
  readonly chance: number
}

/**
 * Runs the terminal program in this process, without a token, in a terminal.
 *
 * @returns what it writes to the screen, with its escape sequences
 * @throws {Error} when the program does not succeed
 */
export async function runProgram(
  args: readonly string[],
  { folder, columns, chance }: ProgramOptions,
): Promise<string> {
  let screen = ''
  const output = Object.assign(
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        screen += chunk.toString()
        done()
      },
    }),
    { isTTY: true, columns },
  )
  // The image is compressed by another thread: without a pause, the clock passes the limit of a download meanwhile.
  const clock = createFakeClock({ settle: () => sleep(5) })
  const exitCode = await clock.until(
    runApp({
      args,
      version: '0.0.0',
      host: {
        env: { TERM: 'xterm-256color', FLUXKIT_LAUNCHER: 'npm-start' },
        cwd: folder,
        homeDir: folder,
        hostname: 'host',
        platform: 'linux',
        pid: process.pid,
        stdin: Readable.from([]),
        stdout: output,
        stderr: output,
        clock,
        // The same each time: how often the program polls, thus how many numbers it takes, differs between machines.
        random: () => chance,
        stop: new AbortController().signal,
      },
    }),
  )
  if (exitCode !== 0) throw new Error(`The program ended with ${exitCode}:\n${screen}`)
  return screen
}
