// `npm run bench:extension`: sizes, and what the extension adds to the start and memory of a window, measured by the editor's
// own Startup Performance against an empty extension in the same window. The built .vsix has to be there.

import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVSIX } from '@vscode/vsce'
import { createWorkbench } from '../flows/workbench.ts'
import { launchBrowser } from '../host/browser.ts'
import { startEditorServer } from '../host/editor-server.ts'

const dist = join(import.meta.dirname, '..', '..', 'dist')
const vsix = join(dist, 'fluxkit.vsix')

export interface Measurement {
  readonly bundleBytes: number
  readonly vsixBytes: number
  /** Load and activate, milliseconds, for each start. */
  readonly fluxkitMs: readonly number[]
  readonly emptyMs: readonly number[]
  /** Resident memory of the extension host of an idle window, megabytes. */
  readonly withMb: number
  readonly withoutMb: number
}

export async function measure(host: string, starts = 3): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-bench-'))
  try {
    const empty = await emptyExtension(join(folder, 'empty'))
    const without = await run(host, join(folder, 'without'), [empty], 1)
    const both = await run(host, join(folder, 'with'), [empty, vsix], starts)
    return {
      bundleBytes: statSync(join(dist, 'vsix', 'extension.cjs')).size,
      vsixBytes: statSync(vsix).size,
      fluxkitMs: both.times.map((each) => each.get('fluxkit.fluxkit') ?? Number.NaN),
      emptyMs: both.times.map((each) => each.get('fluxkit.empty') ?? Number.NaN),
      withMb: both.megabytes,
      withoutMb: without.megabytes,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function run(
  host: string,
  folder: string,
  extensions: readonly string[],
  starts: number,
): Promise<{ readonly times: readonly Map<string, number>[]; readonly megabytes: number }> {
  await mkdir(join(folder, 'ws'), { recursive: true })
  await writeFile(join(folder, 'ws', 'guide.md'), '# Guide\n')
  const server = await startEditorServer({ host, folder, env: {}, vsix: extensions })
  const browser = await launchBrowser()
  const times: Map<string, number>[] = []
  let megabytes = 0
  try {
    for (let start = 0; start < starts; start++) {
      const context = await browser.newContext({ viewport: { width: 1600, height: 2400 } })
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      const bench = createWorkbench(await context.newPage())
      await bench.open(`${server.url}/?folder=${join(folder, 'ws')}`)
      await bench.page.waitForTimeout(5000)
      megabytes = residentMegabytes(server.extensionHosts().at(-1))
      times.push(await readTimes(bench))
      await context.close()
    }
    return { times, megabytes }
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** From the table of activation in Startup Performance: `extension | eager | load code | call activate | …`. */
async function readTimes(bench: ReturnType<typeof createWorkbench>): Promise<Map<string, number>> {
  const { page } = bench
  await bench.run('Developer: Startup Performance')
  await page.locator('.tab.active', { hasText: 'Startup Performance' }).waitFor({ timeout: 30_000 })
  await page.waitForTimeout(1500)
  await page.locator('.monaco-editor .view-lines').first().click()
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Control+C')
  const text = await page.evaluate('navigator.clipboard.readText()')
  const found = new Map<string, number>()
  for (const match of String(text).matchAll(/^\|\s*(fluxkit\.\w+)\s*\|[^|]*\|\s*([\d.]+)\s*\|\s*([\d.]+)\s*\|/gm)) {
    found.set(match[1] ?? '', Number(match[2]) + Number(match[3]))
  }
  return found
}

function residentMegabytes(pid: number | undefined): number {
  const status = pid === undefined ? '' : readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024)
}

/** The floor: what the host needs for an extension that does nothing. */
async function emptyExtension(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const manifest = {
    name: 'empty',
    publisher: 'fluxkit',
    version: '1.0.0',
    engines: { vscode: '^1.97.0' },
    main: './empty.js',
    activationEvents: ['onStartupFinished'],
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(folder, 'empty.js'), 'exports.activate = () => {}\n')
  await writeFile(join(folder, 'README.md'), 'Empty\n')
  await writeFile(join(folder, 'LICENSE.txt'), 'MIT\n')
  const packagePath = join(folder, 'empty.vsix')
  await createVSIX({ cwd: folder, packagePath, dependencies: false, allowMissingRepository: true })
  return packagePath
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

export function hostFolder(): string {
  const repository = join(import.meta.dirname, '..', '..', '..', '..')
  return execFileSync(join(repository, 'scripts', 'ci', 'ensure-vscode-host.sh'), { encoding: 'utf8' }).trim()
}
