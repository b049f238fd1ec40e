import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { until } from '../host/processes.ts'
import { textOf, untilFiles } from './files.ts'
import type { Flow } from './flow.ts'
import type { Workbench } from './workbench.ts'

/** The simple dialog of an editor in a browser: a path, then Enter. It shows its own path first, and completes what is typed. */
async function saveAs(bench: Workbench, command: string, path: string, tab: string): Promise<void> {
  const { page } = bench
  const input = page.locator('.quick-input-widget:visible input[type="text"]').first()
  await bench.run(command)
  await until('the path that the dialog proposes', async () =>
    (await input.inputValue().catch(() => '')).startsWith('/') ? true : undefined,
  )
  await until(`the path ${path}`, async () => {
    await input.fill(path)
    for (let checks = 0; checks < 10; checks++) {
      if ((await input.inputValue()) !== path) return undefined
      await page.waitForTimeout(100)
    }
    return true
  })
  await page.keyboard.press('Enter')
  await page.locator('.tab.active', { hasText: tab }).waitFor()
}

async function untilText(bench: Workbench, path: string, expected: string): Promise<void> {
  await until(`the link in ${path}`, async () => {
    await bench.page.keyboard.press('Control+S')
    const text = await textOf(path)
    return text.includes(expected) ? true : undefined
  })
}

export const savedElsewhere: Flow = {
  title: 'words typed meanwhile, and the document saved elsewhere: the link stands where it was wanted',
  async run({ bench, folder, service, shot }) {
    const { page } = bench
    await bench.openFile('guide.md')
    await bench.toEnd()
    await page.keyboard.type('Here: ')
    // The image comes when it is let go.
    service.simulator.faults.add({ kind: '500', operation: 'poll' })
    await bench.generate('A saved seal')
    await bench.toast(/Generating with FLUX/).waitFor()
    await bench.toEnd()
    await page.keyboard.type('and more')
    await saveAs(bench, 'File: Save As...', join(folder, 'copy.md'), 'copy.md')
    service.simulator.faults.clear()
    await untilFiles(['a-saved-seal.png'], /seal/, folder, 'images')
    await page.getByText('images/a-saved-seal.png').first().waitFor()
    await shot('saved-elsewhere')
    await page.keyboard.type('!')
    await untilText(bench, join(folder, 'copy.md'), 'Here: ![A saved seal](images/a-saved-seal.png)and more!')
    assert.doesNotMatch(await readFile(join(folder, 'guide.md'), 'utf8'), /seal/)
  },
}

export const untitled: Flow = {
  title: 'an untitled document that is saved before the image comes gets the link in its own language',
  async run({ bench, folder, service, shot }) {
    const { page } = bench
    await bench.run('File: New Untitled Text File')
    await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor()
    await page.locator('.monaco-editor.focused').first().waitFor()
    await page.keyboard.type('Here: ')
    service.simulator.faults.add({ kind: '500', operation: 'poll' })
    await bench.generate('A new newt')
    await bench.toast(/Generating with FLUX/).waitFor()
    await saveAs(bench, 'File: Save As...', join(folder, 'img', 'newt.md'), 'newt.md')
    service.simulator.faults.clear()
    await untilFiles(['a-new-newt.png'], /newt/, folder, 'images')
    await page.getByText('a-new-newt.png').first().waitFor()
    await shot('untitled-saved')
    await untilText(bench, join(folder, 'img', 'newt.md'), 'Here: ![A new newt](../images/a-new-newt.png)')
  },
}

export const repaired: Flow = {
  title: 'a link in an untitled document leads to its image from where the document is saved',
  async run({ bench, folder, shot }) {
    const { page } = bench
    await bench.run('File: New Untitled Text File')
    await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor()
    await page.locator('.monaco-editor.focused').first().waitFor()
    await page.keyboard.type('See ')
    await bench.generate('A drawn dove')
    await untilFiles(['a-drawn-dove.png'], /dove/, folder, 'images')
    await page.locator('.tab.active', { hasText: 'See images/a-drawn-dove.png' }).waitFor()
    await saveAs(bench, 'File: Save As...', join(folder, 'img', 'dove.txt'), 'dove.txt')
    await until('the repaired link', async () => {
      const text = await textOf(folder, 'img', 'dove.txt')
      return text === 'See ../images/a-drawn-dove.png' ? true : undefined
    })
    await shot('untitled-repaired')
  },
}
