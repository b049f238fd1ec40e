import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { until } from '../host/processes.ts'
import { untilFiles } from './files.ts'
import type { Flow } from './flow.ts'

export const editFromExplorer: Flow = {
  title: 'edit from the Explorer: upload agreed to, before and after, replace, undo',
  async run({ bench, folder, shot }) {
    const { page } = bench
    const original = await readFile(join(folder, 'fox.png'))
    const file = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'fox.png' })
    const question = page.locator('.quick-input-widget:visible', { hasText: 'Edit fox.png' })
    await until('the question after the menu of the file', async () => {
      try {
        await file.first().click({ button: 'right', timeout: 5000 })
        await page.locator('.monaco-menu').getByText('Edit Image…').hover({ timeout: 3000 })
        await page.keyboard.press('Enter')
        await question.waitFor({ timeout: 5000 })
        return true
      } catch {
        // A menu ignores what comes too soon after it has opened.
        await page.keyboard.press('Escape')
        return undefined
      }
    })
    await bench.answer('make it night')
    await bench.choose('FLUX Kontext pro')
    await page.locator('.monaco-dialog-box').waitFor({ timeout: 30_000 })
    await shot('upload-question')
    await bench.confirm('Upload')
    await untilFiles(['fox-edited.png', 'fox.png'], /^fox/, folder)
    await bench.toast(/is ready\. Keep both, replace the original, or try again\?/).waitFor({ timeout: 30_000 })
    await page.waitForTimeout(1500)
    await shot('before-after')
    assert.deepEqual(await readFile(join(folder, 'fox.png')), original)
    await bench.press(/is ready/, 'Replace')
    await untilFiles(['fox.png'], /^fox/, folder)
    assert.notDeepEqual(await readFile(join(folder, 'fox.png')), original)
    // The preview of the image is in front: the key for undo brings the original back.
    await bench.toast(/was replaced/).waitFor({ timeout: 30_000 })
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
    await page.locator('.editor-actions').getByLabel('Edit Image…').first().click()
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
    const question = page.locator('.quick-input-widget:visible', { hasText: 'Edit wide.PNG' })
    await until('the question after the menu of the image', async () => {
      try {
        await image.first().click({ button: 'right', timeout: 5000 })
        const entry = page.locator('.monaco-menu').getByText('Edit Image…')
        await entry.hover({ timeout: 3000 })
        await page.keyboard.press('Enter')
        await question.waitFor({ timeout: 5000 })
        return true
      } catch {
        // A menu ignores what comes too soon after it has opened.
        await page.keyboard.press('Escape')
        return undefined
      }
    })
    await shot('preview-menu')
    await page.keyboard.press('Escape')
  },
}
