import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const folder = new URL('../', import.meta.url)

/** A file in this workspace: `runtimeFile('node_modules/node-22/bin/node')`. */
export function runtimeFile(path: string): string {
  return fileURLToPath(new URL(path, folder))
}

/**
 * Runs a program of this workspace on a runtime.
 *
 * @param command of the runtime, with the arguments it needs before the program's path
 * @returns what the program printed, as JSON
 * @throws when it ends with another exit code than 0; the message has its standard error
 */
export async function runProgram(
  [runtime = '', ...options]: readonly string[],
  program: string,
  env: Readonly<Record<string, string>>,
): Promise<unknown> {
  const { stdout } = await promisify(execFile)(runtime, [...options, runtimeFile(program)], {
    cwd: runtimeFile(''),
    // Nothing of the developer's own is passed on.
    env,
  })
  return JSON.parse(stdout) as unknown
}
