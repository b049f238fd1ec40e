import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { aJob } from '@fluxkit/jobs/testing'
import { drawImage } from '@fluxkit/simulator/draw'
import type { FrameLocator } from 'playwright-core'
import { until } from '../host/until.ts'
import { textOf, untilFiles } from './files.ts'
import type { Flow, FlowTools } from './flow.ts'
import type { Workbench } from './workbench.ts'

/** What is within the gallery: a frame in a frame. While a page begins again, a second one is pending beside it. */
function pageOf({ page }: Workbench): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame')
}

const tab = { hasText: 'Fluxkit Gallery' }

export const chooseAfterReload: Flow = {
  title:
    'three variants: the question is beside the text, waits over a reload, and a key chooses; the gallery brings the others back',
  async run({ bench, folder, shot, service }) {
    const { page } = bench
    const accepted = service.simulator.stats.accepted + 1
    await bench.openFile('guide.md')
    await bench.toEnd()
    await bench.run('Fluxkit: Generate Image…')
    await bench.answer('Chosen cheetahs')
    await bench.choose(/^\s*FLUX\.1 dev/)
    await bench.choose(/square|1024/)
    await bench.choose('3 images')
    const gallery = pageOf(bench)
    await gallery.locator('.view img').nth(2).waitFor()
    // Somebody who writes continues writing.
    await page.keyboard.type('Cats: ')
    await page.locator('.view-line', { hasText: 'Cats: ' }).first().waitFor()
    await page.keyboard.press('Control+S')
    const waiting = page.locator('.statusbar-item', { hasText: 'Choose…' })
    await waiting.waitFor()
    assert.equal(await bench.toast(/3 images/).count(), 0)
    await shot('gallery-choice')
    await bench.reload()
    await waiting.waitFor()
    await page.locator('.tab', tab).waitFor()
    await page.locator('.tab', tab).click()
    await gallery.locator('.view img').nth(2).waitFor()
    await gallery.locator('.view').first().press('2')
    await untilFiles(['chosen-cheetahs-2.png'], /cheetahs/, folder, 'images')
    await page.locator('.view-lines', { hasText: 'chosen-cheetahs-2.png' }).waitFor()
    await waiting.waitFor({ state: 'hidden' })
    await bench.run('File: Save All')
    const guide = join(folder, 'guide.md')
    await until('the link', async () => (await textOf(guide)).includes('chosen-cheetahs-2.png)') || undefined)
    // What was not chosen is still there in the next start.
    await bench.reload()
    await bench.run('Fluxkit: Open Gallery')
    const kept = gallery.getByRole('option', { name: 'Chosen cheetahs, not chosen, chosen-cheetahs.png' })
    await kept.waitFor()
    await shot('gallery')
    // By keys only: to the images, to the last one, to its buttons, of which the first restores.
    await kept.press('Tab')
    await gallery.getByRole('button', { name: 'Restore Image' }).press('Enter')
    await untilFiles(['chosen-cheetahs-2.png', 'chosen-cheetahs.png'], /cheetahs/, folder, 'images')
    const restored = gallery.getByRole('option', { name: /^Chosen cheetahs, chosen-cheetahs\.png/ })
    await restored.click()
    await gallery.getByRole('button', { name: 'Insert Link' }).click()
    await page.locator('.view-lines', { hasText: 'images/chosen-cheetahs.png' }).waitFor()
    await bench.run('File: Save All')
    const links =
      /!\[Chosen cheetahs\]\(images\/chosen-cheetahs-2\.png\)[^]*!\[Chosen cheetahs\]\(images\/chosen-cheetahs\.png\)/
    await until('both links', async () => links.test(await textOf(guide)) || undefined)
    assert.equal(service.simulator.stats.accepted, accepted)
  },
}

export const hundreds: Flow = {
  title: 'the gallery of 300 images: few are in memory, each can be found',
  async run(tools) {
    const { bench, shot } = tools
    await addImages(tools, 150)
    await bench.run('Fluxkit: Open Gallery')
    const gallery = pageOf(bench)
    await gallery.getByRole('option', { name: 'Heron 149' }).first().waitFor()
    assert.ok((await gallery.getByRole('option').count()) >= 300)
    assert.ok((await gallery.locator('.frame img').count()) < 100)
    await gallery.getByRole('searchbox').fill('heron-7-1')
    const found = gallery.getByRole('option', { name: /^Heron 7,/ })
    await until('the image that is looked for', async () =>
      (await found.locator('img').count()) === 1 ? true : undefined,
    )
    await shot('gallery-many')
  },
}

/** Finished jobs of this workspace with two images each. */
async function addImages({ folder, records }: FlowTools, jobs: number): Promise<void> {
  const png = await drawImage({ prompt: 'a heron', model: 'flux-dev', seed: 3, width: 256, height: 256 })
  await mkdir(join(folder, 'many'), { recursive: true })
  const workspace = `file://${folder}`
  const nowMs = Date.now()
  const holder = crypto.randomUUID().replaceAll('-', '')
  for (let at = 0; at < jobs; at++) {
    const paths = [0, 1].map((image) => join(folder, 'many', `heron-${at}-${image}.png`))
    for (const path of paths) await writeFile(path, png)
    const atMs = nowMs - (jobs - at) * 60_000
    const size = { width: 256, height: 256 }
    const claim = await records.create(
      aJob({
        id: `heron-${at}`,
        origin: { app: 'vscode', actor: 'person' },
        request: { action: 'generate', prompt: `Heron ${at}`, model: 'flux-dev', count: 2 },
        place: { target: { folder: `${workspace}/many`, stem: `heron-${at}` }, workspace, reported: true },
        createdAtMs: atMs,
        wantedAtMs: atMs,
        images: paths.map((path) => ({
          url: 'https://images.test/heron.png',
          tries: 0,
          kept: `file://${path}`,
          ...size,
        })),
        end: { kind: 'done', charged: 'yes', atMs },
      }),
      holder,
      60_000,
    )
    if (!('exists' in claim)) await records.release(claim)
  }
}
