import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { until } from '../host/until.ts'
import { list, untilFiles } from './files.ts'
import type { Flow } from './flow.ts'
import { untilAccepted } from './records.ts'
import type { Workbench } from './workbench.ts'

export const generate: Flow = {
  title: 'generate: progress with Cancel, the file, the link, the history',
  async run({ bench, folder, service, shot }) {
    const { page } = bench
    await bench.openFile('guide.md')
    await bench.toEnd()
    const release = service.simulator.hold('A red fox in the snow')
    await bench.generate('A red fox in the snow')
    await bench.message(/Generating with FLUX/)
    await shot('progress')
    release()
    await untilFiles(['a-red-fox-in-the-snow.png'], /fox/, folder, 'images')
    await page.getByText('a-red-fox-in-the-snow.png').first().waitFor()
    await bench.run('Fluxkit: Show History')
    const entry = page.locator('.monaco-list-row', { hasText: 'A red fox in the snow' }).first()
    await entry.waitFor()
    await entry.dblclick()
    await shot('history')
    await dropIntoText(bench, entry)
    await rm(join(folder, 'images', 'a-red-fox-in-the-snow.png'))
    await entry.getByText('missing').waitFor()
    await shot('missing')
  },
}

export const cancel: Flow = {
  title: 'cancel: waiting ends at once, Collect brings the image home, submitted once',
  async run({ bench, folder, service, records, shot }) {
    const before = service.simulator.stats.accepted
    await bench.openFile('guide.md')
    const release = service.simulator.hold('A slow turtle')
    await bench.generate('A slow turtle')
    // Before that, stopping costs nothing and says so.
    await untilAccepted(records, 'A slow turtle')
    await bench.press(/Generating with FLUX/, 'Cancel')
    await bench.message(/It was stopped\. .*You can recover it later/)
    await shot('cancelled')
    assert.ok(!(await list(folder, 'images')).includes('a-slow-turtle.png'))
    release()
    await bench.press(/You can recover it later/, 'Recover Now')
    await untilFiles(['a-slow-turtle.png'], /turtle/, folder, 'images')
    assert.equal(service.simulator.stats.accepted, before + 1)
  },
}

export const placeholders: Flow = {
  title: 'placeholders: one by its code action, all by one question',
  async run({ bench, folder, shot }) {
    const { page } = bench
    await bench.openFile('placeholders.md')
    await page.keyboard.press('Control+Home')
    const menu = page.locator('.action-widget')
    // Extensions start after the window: the first menu may come before there is an action.
    await until('the code action', async () => {
      await bench.run('Quick Fix...')
      const isThere = menu.getByText('Generate this image').waitFor({ timeout: 5000 })
      return isThere.then(
        () => true,
        () => undefined,
      )
    })
    await shot('code-action')
    await menu.getByText('Generate this image').click()
    await untilFiles(['fox.png'], /png/, folder, 'img')
    await bench.run('Fluxkit: Generate Missing Images in This File')
    await page.locator('.monaco-dialog-box').waitFor()
    await shot('missing-question')
    await bench.confirm('Generate')
    await untilFiles(['fox.png', 'owl.png', 'whale.png'], /png/, folder, 'img')
    await bench.message(/2 of 2 images are in place/)
  },
}

/** With Shift, as the editor asks for it: without, it would open the file. */
async function dropIntoText(bench: Workbench, entry: Locator): Promise<void> {
  const { page } = bench
  await bench.openFile('notes.rst')
  const line = page.locator('.monaco-editor .view-line').first()
  const from = await entry.boundingBox()
  const to = await line.boundingBox()
  if (from === null || to === null) throw new Error('Nothing to drag')
  await page.mouse.move(from.x + 60, from.y + 10)
  await page.mouse.down()
  await page.mouse.move(to.x + 200, to.y + 40, { steps: 8 })
  await page.keyboard.down('Shift')
  await page.mouse.move(to.x + 10, to.y + 8, { steps: 8 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await page.getByText('.. image:: images/a-red-fox-in-the-snow.png').first().waitFor()
  await page.getByText(':alt: A red fox in the snow').first().waitFor()
}
