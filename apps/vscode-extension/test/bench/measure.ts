// What the extension adds to the start and to the memory of a window. The built .vsix has to be there.

import { readFileSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { bundle } from '../../scripts/bundle.ts'
import { firstUseBytes } from '../../scripts/loaded-with.ts'
import { createWorkbench, type Workbench } from '../flows/workbench.ts'
import { launchBrowser } from '../host/browser.ts'
import { type EditorServer, startEditorServer } from '../host/editor-server.ts'
import { until } from '../host/until.ts'
import { emptyExtension } from './empty-extension.ts'
import { readStartupTimes, type StartupTimes } from './startup-times.ts'

const dist = join(import.meta.dirname, '..', '..', 'dist')
const vsix = join(dist, 'fluxkit.vsix')

/** An idle window counts as settled after this time: extensions have started, first work is done. */
const settledMs = 5000

export interface Measurement {
  readonly bundleBytes: number
  /** What the first image loads besides. */
  readonly firstUseBytes: number
  readonly vsixBytes: number
  /** One for each start of a window, in order: load + activate. */
  readonly fluxkitMs: readonly number[]
  readonly emptyMs: readonly number[]
  /** Resident memory of the extension host of an idle window, megabytes. */
  readonly withMb: readonly number[]
  readonly withoutMb: readonly number[]
}

/**
 * Starts windows on two servers in turn: one with only the empty extension, one that has Fluxkit too. A machine that
 * becomes busier or quieter meanwhile does so for both.
 */
export async function measure(host: string, starts: number): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-bench-'))
  const servers: EditorServer[] = []
  const start = async (name: string, extensions: readonly string[]): Promise<EditorServer> => {
    await mkdir(join(folder, name), { recursive: true })
    const server = await startEditorServer({ host, folder: join(folder, name), env: {}, vsix: extensions })
    servers.push(server)
    return server
  }
  const browser = await launchBrowser()
  try {
    const workspace = join(folder, 'ws')
    await mkdir(workspace)
    await writeFile(join(workspace, 'guide.md'), '# Guide\n')
    const empty = await emptyExtension(join(folder, 'empty'))
    const without = await start('without', [empty])
    const both = await start('with', [empty, vsix])
    const windows: Window[] = []
    const emptyWindows: Window[] = []
    for (let index = 0; index < starts; index++) {
      emptyWindows.push(await openWindow(browser, without, workspace, ['fluxkit.empty']))
      windows.push(await openWindow(browser, both, workspace, ['fluxkit.empty', 'fluxkit.fluxkit']))
    }
    return {
      bundleBytes: statSync(join(dist, 'vsix', 'extension.cjs')).size,
      firstUseBytes: firstUseBytes(await bundle('dist/never-written', false), 'generate-commands.cjs'),
      vsixBytes: statSync(vsix).size,
      fluxkitMs: windows.map((each) => each.startMs('fluxkit.fluxkit')),
      emptyMs: windows.map((each) => each.startMs('fluxkit.empty')),
      withMb: windows.map((each) => each.megabytes),
      withoutMb: emptyWindows.map((each) => each.megabytes),
    }
  } finally {
    await browser.close()
    for (const server of servers) await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Window {
  /** Load and activate, milliseconds; not-a-number when the extension did not start. */
  startMs(extension: string): number
  readonly megabytes: number
}

async function openWindow(
  browser: Browser,
  server: EditorServer,
  workspace: string,
  extensions: readonly string[],
): Promise<Window> {
  // High, so that the whole page of Startup Performance is there to be copied.
  const context = await browser.newContext({ viewport: { width: 1600, height: 2400 } })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const bench = createWorkbench(await context.newPage())
  await bench.open(`${server.url}/?folder=${workspace}`)
  await bench.page.waitForTimeout(settledMs)
  const megabytes = residentMegabytes(server.extensionHosts()[0])
  const times = await readStartupPerformance(bench, extensions)
  await context.close()
  await endExtensionHosts(server)
  return {
    megabytes,
    startMs(extension) {
      const { loadMs = Number.NaN, activateMs = Number.NaN } = times.get(extension) ?? {}
      return loadMs + activateMs
    },
  }
}

/** The page is kept up to date; on a busy machine extensions start after it was opened. */
async function readStartupPerformance(
  bench: Workbench,
  extensions: readonly string[],
): Promise<ReadonlyMap<string, StartupTimes>> {
  const { page } = bench
  await bench.run('Developer: Startup Performance')
  await page.locator('.tab.active', { hasText: 'Startup Performance' }).waitFor()
  return until(`times of ${extensions.join(', ')}`, async () => {
    await page.locator('.monaco-editor .view-lines').first().click()
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Control+C')
    const times = readStartupTimes(String(await page.evaluate('navigator.clipboard.readText()')))
    return extensions.every((extension) => times.has(extension)) ? times : undefined
  })
}

/** The server may keep the host of a window that is gone for hours, beside the next one that is measured. */
function endExtensionHosts(server: EditorServer): Promise<true> {
  return until('end of the extension host', () => {
    const left = server.extensionHosts()
    for (const pid of left) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has ended in the meantime.
      }
    }
    return left.length === 0 ? true : undefined
  })
}

function residentMegabytes(pid: number | undefined): number {
  const status = pid === undefined ? '' : readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024
}
