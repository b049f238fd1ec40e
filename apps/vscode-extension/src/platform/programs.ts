import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { posix, win32 } from 'node:path'

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
}

/**
 * A program on the PATH of this machine. Relative entries are left out: the folder that is open must not bring programs.
 *
 * @returns Its path; `undefined`: there is none
 */
export async function findProgram(name: string, { env, platform }: Surroundings): Promise<string | undefined> {
  const isWindows = platform === 'win32'
  const paths = isWindows ? win32 : posix
  const [, path = ''] = Object.entries(env).find(([key]) => (isWindows ? key.toUpperCase() : key) === 'PATH') ?? []
  const names = isWindows ? [`${name}.exe`, `${name}.cmd`] : [name]
  for (const folder of path.split(paths.delimiter).filter((each) => paths.isAbsolute(each))) {
    for (const each of names) {
      const file = paths.join(folder, each)
      const isThere = await access(file, isWindows ? constants.F_OK : constants.X_OK).then(
        () => true,
        () => false,
      )
      if (isThere) return file
    }
  }
  return undefined
}

export interface ProgramResult {
  readonly isOk: boolean
  /** What it printed for people: its errors when it failed. */
  readonly text: string
}

const timeoutMs = 180_000
const maxOutputBytes = 1_000_000

/**
 * Runs a program to its end, without a shell; on Windows scripts (`.cmd`) need one.
 *
 * @param args Fixed words: nothing that a user or a workspace has written.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, platform, signal }: { readonly cwd: string; readonly platform: NodeJS.Platform; readonly signal: AbortSignal },
): Promise<ProgramResult> {
  const isScript = platform === 'win32' && /\.cmd$/i.test(program)
  const file = isScript ? `"${program}"` : program
  const options = { cwd, signal, timeout: timeoutMs, maxBuffer: maxOutputBytes, windowsHide: true, shell: isScript }
  return new Promise((resolve) => {
    execFile(file, [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ isOk: true, text: stdout.trim() })
      else resolve({ isOk: false, text: stderr.trim() || stdout.trim() || error.message })
    })
  })
}

/** Programs of the machine that runs the extension. */
export interface Programs {
  readonly find: (name: string) => Promise<string | undefined>
  readonly run: (program: string, args: readonly string[], cwd: string, signal: AbortSignal) => Promise<ProgramResult>
}

export const onThisMachine: Programs = {
  find: (name) => findProgram(name, process),
  run: (program, args, cwd, signal) => runProgram(program, args, { cwd, platform: process.platform, signal }),
}
