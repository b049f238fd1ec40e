import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const scripts = join(import.meta.dirname, '..', '..', '..', '..', 'scripts', 'ci')

/** Runs a script of CI that installs something unless it is there. @returns What it prints: where that is. */
async function installed(name: string): Promise<string> {
  const running = promisify(execFile)(join(scripts, name), { encoding: 'utf8' })
  running.child.stderr?.pipe(process.stderr)
  return (await running).stdout.trim()
}

/** Installs the editor and the browser unless they are there. @returns Where the editor is. */
export async function installHost(): Promise<string> {
  const [host] = await Promise.all([installed('ensure-vscode-host.sh'), installed('ensure-chromium.sh')])
  return host
}
