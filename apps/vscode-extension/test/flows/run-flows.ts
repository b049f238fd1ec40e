import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inspect } from 'node:util'
import { createFileStore } from '@fluxkit/jobs/node'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../host/browser.ts'
import { type EditorServer, type EditorServerOptions, startEditorServer } from '../host/editor-server.ts'
import type { SuiteResult } from '../host/in-host-run.ts'
import { startService, type TestService } from '../host/service.ts'
import { editFromExplorer, editFromPreview } from './edit.flow.ts'
import { firstRun } from './first-run.flow.ts'
import { fill } from './fill.ts'
import type { Flow, FlowTools } from './flow.ts'
import { chooseAfterReload, hundreds } from './gallery.flow.ts'
import { killHosts } from './hosts.ts'
import { cancel, generate, placeholders } from './generate.flow.ts'
import { composed, repaired, savedElsewhere, untitled, untitledReload, untitledStart } from './insert.flow.ts'
import { hostKilled, otherProject, reload, twoWindows, windowsThatStart } from './recovery.flow.ts'
import type { Records } from './records.ts'
import { restricted } from './restricted.flow.ts'
import { createWorkbench, type Workbench } from './workbench.ts'

const app = join(import.meta.dirname, '..', '..')
const shots = join(app, 'dist', 'screenshots')
const vsix = join(app, 'dist', 'fluxkit.vsix')

/** Flows of one group share a window and a folder: opening a window takes longer than most flows. */
type Group = readonly Flow[]

/** Groups that follow each other on a server and their own service, which no other lane disturbs. */
interface Lane {
  readonly name: string
  readonly groups: readonly Group[]
  readonly hasToken?: boolean
  readonly server?: Pick<EditorServerOptions, 'hasWorkspaceTrust' | 'settings'>
}

/** Lanes of a track follow each other; tracks, of about the same length, run side by side. More than three are slower on two cores. */
const tracks: readonly (readonly Lane[])[] = [
  [
    {
      name: 'main',
      groups: [[firstRun, generate, cancel], [placeholders, editFromExplorer, editFromPreview], [untitledStart]],
    },
  ],
  [
    {
      name: 'recovery',
      groups: [[reload], [hostKilled], [twoWindows], [windowsThatStart], [otherProject]],
      hasToken: true,
    },
  ],
  [
    {
      name: 'restricted',
      groups: [[restricted]],
      server: { hasWorkspaceTrust: true, settings: { 'security.workspace.trust.startupPrompt': 'never' } },
    },
    {
      name: 'writing',
      groups: [
        [savedElsewhere, untitled, repaired, composed, untitledReload],
        [chooseAfterReload, hundreds],
      ],
      hasToken: true,
    },
  ],
]

/** The first flow sets the token that others of its lane need. */
function wantedOf({ groups, hasToken }: Lane, only: string | undefined): readonly Group[] {
  if (only === undefined) return groups
  if (!groups.flat().some((flow) => flow.title.includes(only))) return []
  const isWanted = (flow: Flow): boolean => flow.title.includes(only) || (flow === firstRun && hasToken !== true)
  return groups.map((group) => group.filter(isWanted)).filter((group) => group.length > 0)
}

interface Results {
  readonly passed: string[]
  readonly failed: { readonly title: string; readonly error: string }[]
  readonly durations: string[]
}

export interface FlowOptions {
  /** Part of the titles of the flows that are wanted. */
  readonly only: string | undefined
  /** A colour theme of the editor; screenshots carry its name. */
  readonly theme: string | undefined
}

/** The flows of a user on the packaged extension: most of their time is waiting, so lanes run side by side. */
export async function runFlows(host: string, folder: string, { only, theme }: FlowOptions): Promise<SuiteResult> {
  await mkdir(shots, { recursive: true })
  const browser = await launchBrowser()
  const results: Results = { passed: [], failed: [], durations: [] }
  try {
    await Promise.all(
      tracks.map(async (lanes) => {
        for (const lane of lanes) {
          const groups = wantedOf(lane, only)
          if (groups.length === 0) continue
          try {
            await runLane({ ...lane, groups }, { host, browser, folder: join(folder, lane.name), results, theme })
          } catch (error) {
            // Its server or a window did not open; the other lanes continue.
            results.failed.push({ title: `lane ${lane.name}`, error: inspect(error) })
          }
        }
      }),
    )
  } finally {
    await browser.close()
  }
  return { ...results, passed: results.passed.length }
}

interface LaneTools {
  readonly host: string
  readonly browser: Browser
  readonly folder: string
  readonly results: Results
  readonly theme: string | undefined
}

async function runLane(lane: Lane, { host, browser, folder, results, theme }: LaneTools): Promise<void> {
  // A flow that acts while a task runs holds it.
  const service = await startService({ durationMs: 100, hasToken: lane.hasToken === true })
  try {
    const settings = { ...lane.server?.settings, ...(theme !== undefined && { 'workbench.colorTheme': theme }) }
    const server = await startEditorServer({ host, folder, env: service.env, vsix: [vsix], ...lane.server, settings })
    const records: Records = createFileStore({ folder: dirname(server.jobs) })
    // One context keeps its secrets from window to window.
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    try {
      for (const [index, group] of lane.groups.entries()) {
        const workspace = join(folder, `ws-${index}`)
        await withWindow({ server, context, workspace, service, records, theme }, (tools) =>
          runGroup(group, tools, results),
        )
      }
    } finally {
      await context.close()
      await server.stop()
      await records.close()
    }
  } finally {
    await service.simulator.close()
  }
}

async function runGroup(group: Group, tools: FlowTools, { passed, failed, durations }: Results): Promise<void> {
  for (const flow of group) {
    const startedMs = Date.now()
    try {
      await flow.run(tools)
      passed.push(flow.title)
    } catch (error) {
      failed.push({ title: flow.title, error: inspect(error) })
      await tools.shot(`failed-${flow.title.replace(/\W+/g, '-').slice(0, 40)}`).catch(() => undefined)
      await tools.bench.page.keyboard.press('Escape')
    }
    durations.push(`${Date.now() - startedMs} ms ${flow.title}`)
  }
}

interface Place {
  readonly server: EditorServer
  readonly context: Awaited<ReturnType<Browser['newContext']>>
  readonly workspace: string
  readonly service: TestService
  readonly records: Records
  readonly theme: string | undefined
}

async function withWindow(
  { server, context, workspace, service, records, theme }: Place,
  use: (tools: FlowTools) => Promise<void>,
): Promise<void> {
  await fill(workspace)
  const url = `${server.url}/?folder=${workspace}`
  const benches: Workbench[] = []
  const newBench = async (): Promise<Workbench> => {
    const bench = createWorkbench(await context.newPage())
    benches.push(bench)
    return bench
  }
  const bench = await newBench()
  const shot = async (name: string, of = bench): Promise<void> => {
    await of.page.screenshot({ path: join(shots, `${name}${theme === undefined ? '' : ` ${theme}`}.png`) })
  }
  try {
    await bench.open(url)
    await use({ bench, context, folder: workspace, url, server, service, records, shot, newBench })
  } finally {
    for (const each of benches) await each.page.close({ runBeforeUnload: false }).catch(() => undefined)
    // The windows of the next group meet no others.
    await killHosts(server, server.extensionHosts())
  }
}
