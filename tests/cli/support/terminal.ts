import { spawn, spawnSync } from 'node:child_process'
import type { ProgramClock } from '@fluxkit/tooling/time'
import { main } from './program.ts'

const scriptProgram = 'script'

/** `script` of util-linux gives a child process a terminal; other systems' `script` takes other arguments. */
export const hasTerminal: boolean =
  process.platform === 'linux' &&
  spawnSync(scriptProgram, ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux')

export interface Session {
  /** Everything on the screen so far, with the escape sequences. */
  screen(): string
  sees(pattern: RegExp): Promise<void>
  type(text: string): void
  readonly ended: Promise<number | null>
}

/** Runs the built program in a terminal of 100 columns. */
export function startInTerminal(
  args: readonly string[],
  {
    cwd,
    env,
    time,
  }: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly time: ProgramClock },
): Session {
  const child = time.start((nodeArgs) => {
    const commandLine = [process.execPath, ...nodeArgs, main, ...args]
    const quoted = commandLine.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`)
    const command = `stty cols 100 rows 30; exec ${quoted.join(' ')}`
    return spawn(scriptProgram, ['-qfec', command, '/dev/null'], {
      cwd,
      env: { ...env, TERM: 'xterm-256color', SHELL: '/bin/sh' },
    })
  })
  let screen = ''
  const listeners = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
    for (const listener of listeners) listener()
  })
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      for (const listener of listeners) listener()
      resolve(code)
    })
  })
  return {
    screen: () => screen,
    ended,
    type: (text) => void child.stdin.write(text),
    sees: (pattern) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (pattern.test(screen)) resolve()
          else if (child.exitCode === null) return
          else reject(new Error(`Ended without showing ${pattern}:\n${screen}`))
          listeners.delete(check)
        }
        listeners.add(check)
        check()
      }),
  }
}
