// `npm run screenshots`: what the extension shows, in a real VS Code in light, dark and both high contrast themes. The images are
// for looking at; `--only` chooses views by their names.

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { createFileStore } from '@fluxkit/jobs/node'
import { fill } from '../flows/fill.ts'
import type { Records } from '../flows/records.ts'
import { createWorkbench } from '../flows/workbench.ts'
import { launchBrowser } from '../host/browser.ts'
import { startEditorServer } from '../host/editor-server.ts'
import { installHost } from '../host/installed.ts'
import { startService } from '../host/service.ts'
import { createShoot, themePairs } from './shoot.ts'
import { views } from './views.ts'

const app = join(import.meta.dirname, '..', '..')
const shots = join(app, 'dist', 'screenshots', 'themes')
const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } })
const print = (text: string): void => void process.stdout.write(`${text}\n`)

const host = await installHost()
const folder = await mkdtemp(join(tmpdir(), 'fluxkit-screenshots-'))
await mkdir(shots, { recursive: true })
const service = await startService({ durationMs: 100 })
const settings = { 'window.autoDetectColorScheme': true }
const server = await startEditorServer({
  host,
  folder,
  env: service.env,
  vsix: [join(app, 'dist', 'fluxkit.vsix')],
  settings,
})
const records: Records = createFileStore({ folder: dirname(server.jobs) })
const browser = await launchBrowser()
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  for (const pair of themePairs) {
    await server.change(pair.settings)
    for (const { name, size, run } of views.filter((view) => view.name.includes(values.only))) {
      const workspace = join(folder, pair.dark.className, name)
      await fill(workspace)
      const page = await context.newPage()
      // Before the editor opens: it doesn't always notice a change.
      if (size !== undefined) await page.setViewportSize(size)
      const bench = createWorkbench(page)
      const shoot = createShoot(bench.page, pair, (file) => join(shots, file))
      try {
        await bench.open(`${server.url}/?folder=${workspace}`)
        await run({ bench, folder: workspace, records, shoot })
        print(`${name}, ${pair.light.name} and ${pair.dark.name}: done`)
      } catch (error) {
        await bench.page.screenshot({ path: join(shots, `failed ${name} ${pair.dark.name}.png`) })
        print(`${name}: ${String(error)}`)
        process.exitCode = 1
      } finally {
        await bench.page.close({ runBeforeUnload: false })
      }
    }
  }
} finally {
  await browser.close()
  await server.stop()
  await records.close()
  await service.simulator.close()
  await rm(folder, { recursive: true, force: true })
}
print(`The images are in ${shots}.`)
