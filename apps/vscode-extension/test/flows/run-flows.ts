import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { drawPicture } from '@fluxkit/simulator/draw'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../host/browser.ts'
import { type EditorServer, startEditorServer } from '../host/editor-server.ts'
import type { SuiteResult } from '../host/in-host-run.ts'
import { startService, type TestService } from '../host/service.ts'
import { editFromExplorer, editFromPreview } from './edit.flow.ts'
import { firstRun } from './first-run.flow.ts'
import type { Flow, FlowTools } from './flow.ts'
import { cancel, generate, placeholders } from './generate.flow.ts'
import { hostKilled, reload, twoWindows } from './recovery.flow.ts'
import { restricted } from './restricted.flow.ts'
import { createWorkbench, type Workbench } from './workbench.ts'

const app = join(import.meta.dirname, '..', '..')
const shots = join(app, 'dist', 'screenshots')
const vsix = join(app, 'dist', 'fluxkit.vsix')

/** Flows of one group share a window and a folder: opening a window takes longer than most flows. */
const groups: readonly (readonly Flow[])[] = [
  [firstRun, generate, cancel],
  [placeholders, editFromExplorer, editFromPreview],
  [reload],
  [hostKilled],
  [twoWindows],
]

/** The flows of a person on the packaged extension, one after the other, in one browser that keeps its secrets. */
export async function runFlows(host: string, folder: string, only?: string): Promise<SuiteResult> {
  await mkdir(shots, { recursive: true })
  // Long enough to act while a task runs.
  const service = await startService({ durationMs: 3000, hasToken: false })
  const browser = await launchBrowser()
  const passed: string[] = []
  const failed: { title: string; error: string }[] = []
  const durations: string[] = []

  async function runAll(list: readonly (readonly Flow[])[], server: EditorServer, name: string): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    for (const [index, group] of list.entries()) {
      const workspace = join(folder, name, `ws-${index}`)
      await withWindow({ server, context, workspace, service }, async (tools) => {
        for (const flow of group) {
          const startedMs = Date.now()
          try {
            await flow.run(tools)
            passed.push(flow.title)
          } catch (error) {
            failed.push({
              title: flow.title,
              error: error instanceof Error ? (error.stack ?? error.message) : String(error),
            })
            await tools.shot(`failed-${flow.title.replace(/\W+/g, '-').slice(0, 40)}`).catch(() => undefined)
            await tools.bench.page.keyboard.press('Escape')
          }
          durations.push(`${Date.now() - startedMs} ms ${flow.title}`)
        }
      })
    }
    await context.close()
  }

  try {
    // The first flow sets the token that the others need.
    const isWanted = (flow: Flow): boolean => only === undefined || flow === firstRun || flow.title.includes(only)
    const wanted = groups.map((group) => group.filter(isWanted)).filter((group) => group.length > 0)
    const isMain = only === undefined || !restricted.title.includes(only)
    if (isMain) {
      const main = await startEditorServer({ host, folder: join(folder, 'main'), env: service.env, vsix: [vsix] })
      try {
        await runAll(wanted, main, 'main')
      } finally {
        await main.stop()
      }
    }
    if (only === undefined || restricted.title.includes(only)) {
      const options = {
        host,
        folder: join(folder, 'restricted'),
        env: service.env,
        vsix: [vsix],
        hasWorkspaceTrust: true,
      }
      const settings = { 'security.workspace.trust.startupPrompt': 'never' }
      const server = await startEditorServer({ ...options, settings })
      try {
        await runAll([[restricted]], server, 'restricted')
      } finally {
        await server.stop()
      }
    }
  } finally {
    await browser.close()
    await service.simulator.close()
  }
  return { passed: passed.length, failed, durations }
}

interface Place {
  readonly server: EditorServer
  readonly context: Awaited<ReturnType<Browser['newContext']>>
  readonly workspace: string
  readonly service: TestService
}

async function withWindow(
  { server, context, workspace, service }: Place,
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
    await of.page.screenshot({ path: join(shots, `${name}.png`) })
  }
  try {
    await bench.open(url)
    await use({ bench, context, folder: workspace, url, server, service, shot, newBench })
  } finally {
    for (const each of benches) await each.page.close({ runBeforeUnload: false }).catch(() => undefined)
  }
}

/** A small project: a document, one with placeholders, two pictures. */
async function fill(folder: string): Promise<void> {
  await mkdir(join(folder, '.vscode'), { recursive: true })
  await writeFile(join(folder, 'guide.md'), '# Lights of the coast\n\n')
  const missing = '![a red fox](img/fox.png)\n\n![an owl](img/owl.png)\n\n<img src="img/whale.png" alt="a whale">\n'
  await writeFile(join(folder, 'placeholders.md'), missing)
  const picture = { prompt: 'a fox', model: 'flux-dev', seed: 7 }
  await writeFile(join(folder, 'fox.png'), await drawPicture({ ...picture, width: 512, height: 512 }))
  await writeFile(join(folder, 'wide.PNG'), await drawPicture({ ...picture, seed: 8, width: 512, height: 256 }))
  if (folder.includes('restricted')) {
    await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'fluxkit.outputDirectory': 'stolen' }))
  }
}
