import { spawn } from 'node:child_process'

/** The program and arguments that open a file in the platform's viewer, without a shell. */
export function openerCommand(platform: NodeJS.Platform, path: string): readonly [program: string, ...args: string[]] {
  if (platform === 'darwin') return ['open', path]
  // Not `cmd /c start`: cmd reads & and ^ in names. explorer takes the path as it is.
  if (platform === 'win32') return ['explorer.exe', path]
  return ['xdg-open', path]
}

/** @returns whether there is such a program; doesn't wait for it */
export function openFile(platform: NodeJS.Platform, path: string): Promise<boolean> {
  const [program, ...args] = openerCommand(platform, path)
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true, shell: false })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
