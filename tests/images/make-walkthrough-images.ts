import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTranslate } from '@fluxkit/messages'
import type { ExtensionArguments } from '@fluxkit/messages/extension'
import { messages } from '@fluxkit/messages/extension/en'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { runProgram } from './run-program.ts'
import type { Screenshot } from './screenshot.ts'
import { comparisonPage, documentPage } from './walkthrough-page.ts'

const columns = 80
/** As the extension calls it; the terminal program names edits after their prompt. */
const editedName = 'fox-edited.png'

/**
 * What the walkthrough of the extension explains: drawn around images of the sandbox, with the extension's own messages. The
 * real editor takes a minute to start.
 */
export async function makeWalkthroughImages(browser: Browser): Promise<Screenshot[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-images-'))
  try {
    const run = (chance: number, ...args: string[]): Promise<string> =>
      runProgram([...args, '--sandbox'], { folder, columns, chance })
    const read = (name: string): Promise<Buffer> => readFile(join(folder, 'images', name))
    await run(0.3, 'generate', 'A lighthouse at dawn')
    const [lighthouse = ''] = await readdir(join(folder, 'images'))
    const document = documentPage(
      'Lights of the coast',
      'A lighthouse at dawn',
      `images/${lighthouse}`,
      await read(lighthouse),
    )

    await run(0.45, 'generate', 'fox')
    const known = new Set(await readdir(join(folder, 'images')))
    await run(0.5, 'edit', 'images/fox.png', 'make it night', '--yes')
    const edited = (await readdir(join(folder, 'images'))).find((name) => !known.has(name)) ?? ''
    const t = createTranslate<ExtensionArguments>('en', messages)
    const comparison = comparisonPage(`fox.png ↔ ${editedName}`, [await read('fox.png'), await read(edited)], {
      question: t('editReady', { name: editedName }),
      buttons: [t('keepBoth'), t('replace'), t('retry'), t('discard')],
    })
    return [
      await shoot(browser, 'apps/vscode-extension/media/walkthrough-generate.webp', document, 408),
      await shoot(browser, 'apps/vscode-extension/media/walkthrough-edit.webp', comparison, 398),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function shoot(browser: Browser, file: string, html: string, height: number): Promise<Screenshot> {
  await using context = await browser.newContext({ viewport: { width: 560, height } })
  const page = await context.newPage()
  await page.setContent(html)
  await page.locator('img').evaluateAll((all) => Promise.all(all.map((image) => (image as HTMLImageElement).decode())))
  const bytes = await sharp(await page.screenshot())
    // They are a tenth of the .vsix.
    .webp({ quality: 40, effort: 6 })
    .toBuffer()
  return { file, bytes, text: await page.locator('body').innerText() }
}
