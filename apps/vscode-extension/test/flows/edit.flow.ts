import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { assertOtherBytes, assertSameBytes } from '../bytes.ts'
import type { Locator } from 'playwright-core'
import { until } from '../host/until.ts'
import { untilFiles } from './files.ts'
import type { Flow } from './flow.ts'
import type { Workbench } from './workbench.ts'

/** Takes the entry of a context menu, which ignores what comes too soon after it has opened. */
async function editFromMenu({ page }: Workbench, target: Locator, title: string): Promise<void> {
  const entry = page.locator('.monaco-menu').getByText('Edit Image…')
  await until(`the question ${title} after its menu`, async () => {
    try {
      await target.click({ button: 'right', timeout: 5000 })
      await entry.hover({ timeout: 5000 })
      await page.keyboard.press('Enter')
      await entry.waitFor({ state: 'hidden', timeout: 5000 })
      await page.locator('.quick-input-widget:visible', { hasText: title }).waitFor({ timeout: 30_000 })
      return true
    } catch {
      await page.keyboard.press('Escape')
      return undefined
    }
  })
}

/** Both images of the comparison are on the screen: each in its own frame. */
async function shownBeside({ page }: Workbench): Promise<void> {
  await until('before and after', async () => {
    const shown = await Promise.all(
      page.frames().map((frame) => frame.evaluate<boolean>(isImageShown).catch(() => false)),
    )
    return shown.filter(Boolean).length >= 2 || undefined
  })
}

const isImageShown = `[...document.images].some((image) => image.complete && image.naturalWidth > 0)`

export const editFromExplorer: Flow = {
  title: 'edit from the Explorer: upload agreed to, before and after, replace, undo',
  async run({ bench, folder, shot }) {
    const { page } = bench
    const original = await readFile(join(folder, 'fox.png'))
    const file = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'fox.png' })
    await editFromMenu(bench, file.first(), 'Edit fox.png')
    await bench.answer('make it night')
    await bench.choose('FLUX Kontext pro')
    await page.locator('.monaco-dialog-box').waitFor()
    await shot('upload-question')
    await bench.confirm('Upload')
    await untilFiles(['fox-edited.png', 'fox.png'], /^fox/, folder)
    await bench.message(/is ready\. Keep both, replace the original, or try again\?/)
    await shownBeside(bench)
    await shot('before-after')
    assertSameBytes(await readFile(join(folder, 'fox.png')), original)
    await bench.press(/is ready/, 'Replace')
    await untilFiles(['fox.png'], /^fox/, folder)
    assertOtherBytes(await readFile(join(folder, 'fox.png')), original)
    // The preview of the image is in front: the key for undo brings the original back.
    await bench.message(/was replaced/)
    await bench.openFile('fox.png')
    await page.locator('.tab.active', { hasText: 'fox.png' }).click()
    await page.keyboard.press('Control+Z')
    await until('the original', async () => {
      // The editor deletes a file before it renames another one to its name.
      const now = await readFile(join(folder, 'fox.png')).catch(() => undefined)
      return now?.equals(original) === true ? true : undefined
    })
    await untilFiles(['fox-edited.png', 'fox.png'], /^fox/, folder)
  },
}

export const editFromPreview: Flow = {
  title: 'edit from the preview tab, of a .PNG too',
  async run({ bench, folder, shot }) {
    const { page } = bench
    await bench.openFile('wide.PNG')
    // On a busy machine the button is still that of the editor before for a moment.
    const question = page.locator('.quick-input-widget:visible', { hasText: 'Edit wide.PNG' })
    await until('the question after the button of the tab', async () => {
      await page.keyboard.press('Escape')
      await page.locator('.editor-actions').getByLabel('Edit Image…').first().click()
      return question.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => undefined,
      )
    })
    await shot('preview-title')
    await bench.answer('make it autumn')
    await bench.choose('FLUX Kontext pro')
    // The upload was agreed to for this workspace.
    await untilFiles(['wide-edited.png', 'wide.PNG'], /^wide/, folder)
    await bench.press(/is ready/, 'Discard')
    await untilFiles(['wide.PNG'], /^wide/, folder)
    // The image itself offers it too. What is within the preview is a frame in a frame.
    await page.locator('.tab.active', { hasText: 'wide.PNG' }).waitFor()
    const image = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame').locator('img')
    await editFromMenu(bench, image.first(), 'Edit wide.PNG')
    await shot('preview-menu')
    await page.keyboard.press('Escape')
  },
}
