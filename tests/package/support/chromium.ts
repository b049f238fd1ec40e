import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromiumArgs } from '@fluxkit/tooling/browser'

/** A page in a headless browser, with its own profile. */
export interface BrowserPage extends AsyncDisposable {
  /** Rejects when the browser exits, with what it printed. */
  readonly ended: Promise<never>
}

export async function openPage(browser: string, url: string): Promise<BrowserPage> {
  const profile = await mkdtemp(join(tmpdir(), 'fluxkit-chromium-'))
  const flags = ['--headless=new', '--disable-dev-shm-usage', ...chromiumArgs]
  // Its own process group: the browser is several processes.
  const child = spawn(browser, [...flags, `--user-data-dir=${profile}`, url], { stdio: 'pipe', detached: true })
  let printed = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text))
  child.stdout.resume()
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const ended = closed.then(() => Promise.reject(new Error(`The browser ended:\n${printed}`)))
  ended.catch(() => undefined)
  return {
    ended,
    async [Symbol.asyncDispose]() {
      endGroup(child)
      await closed
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has exited.
  }
}
