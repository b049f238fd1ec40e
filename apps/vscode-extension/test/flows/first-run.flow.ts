import assert from 'node:assert/strict'
import { join } from 'node:path'
import { until } from '../host/until.ts'
import { isPng, textOf, untilFiles } from './files.ts'
import type { Flow } from './flow.ts'

export const firstRun: Flow = {
  title: 'first run: the walkthrough, the sandbox, an image in the document, then a token',
  async run({ bench, folder, shot }) {
    const { page } = bench
    await bench.run('Welcome: Open Walkthrough...')
    await bench.choose('Images with Fluxkit')
    await page.getByText('Connect, or try without an account').first().waitFor()
    await shot('walkthrough')
    await page.getByText('Use Sandbox', { exact: true }).first().click()
    await bench.message(/The sandbox is on/)
    await bench.openFile('guide.md')
    await bench.toEnd()
    await bench.run('Fluxkit: Generate Image…')
    await bench.answer('A lighthouse at dawn')
    await page.locator('.quick-input-list').getByText('For edits').first().waitFor()
    await shot('models')
    await bench.choose('FLUX.1 dev')
    await bench.choose('1024 × 1024')
    await bench.choose('1 image')
    await untilFiles(['a-lighthouse-at-dawn.png'], /lighthouse/, folder, 'images')
    assert.ok(await isPng(join(folder, 'images', 'a-lighthouse-at-dawn.png')))
    await page.getByText('images/a-lighthouse-at-dawn.png').first().waitFor()
    await page.keyboard.press('Control+S')
    await until('the link on disk', async () => {
      const text = await textOf(folder, 'guide.md')
      return text.includes('![A lighthouse at dawn](images/a-lighthouse-at-dawn.png)') ? true : undefined
    })
    await bench.run('Markdown: Open Preview to the Side')
    await page.locator('.tab', { hasText: 'Preview guide.md' }).waitFor()
    await until('the image in the preview', async () => {
      const images = page.frames().map((frame) => frame.locator('img[alt="A lighthouse at dawn"]').count())
      return (await Promise.all(images.map((count) => count.catch(() => 0)))).some((count) => count > 0) || undefined
    })
    await shot('sandbox-image')
    await page.keyboard.press('Control+W')
    await page.locator('.tab', { hasText: 'Welcome' }).click()
    await until('the first two steps, which tick themselves', async () => {
      const ticked = await page.locator('.codicon-getting-started-step-checked:visible').count()
      return ticked >= 2 || undefined
    })
    await shot('walkthrough-ticked')
    await bench.run('Fluxkit: Toggle Sandbox')
    await bench.run('Fluxkit: Set API Token')
    await bench.answer('a-good-token')
    await bench.message(/Connected in \d+ ms \(token of the editor\)/)
    await shot('connected')
  },
}
