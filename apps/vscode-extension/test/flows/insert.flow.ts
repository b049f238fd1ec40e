import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { until } from '../host/until.ts'
import { textOf, untilBackedUp, untilFiles } from './files.ts'
import type { Flow } from './flow.ts'
import { killHosts, startedSince, untilGone } from './hosts.ts'
import { untilAccepted, untilLeftToReport, untilReported } from './records.ts'
import type { Workbench } from './workbench.ts'

/** The simple dialog of an editor in a browser. It proposes a path first, and accepts nothing while it reads folders. */
async function saveAs(bench: Workbench, command: string, path: string): Promise<void> {
  const { page } = bench
  const dialog = page.locator('.quick-input-widget:visible')
  const input = dialog.locator('input[type="text"]').first()
  const ok = dialog.getByRole('button', { name: 'OK' })
  await bench.run(command)
  await until('the path that the dialog proposes', async () =>
    (await ok.isVisible()) && /[^/]$/.test(await input.inputValue().catch(() => '')) ? true : undefined,
  )
  const saved = page.locator('.tab.active', { hasText: basename(path) })
  await until(`the document at ${path}`, async () => {
    try {
      if ((await input.inputValue({ timeout: 1000 })) !== path) await input.fill(path, { timeout: 1000 })
      await ok.click({ timeout: 1000 })
    } catch {
      // It has closed.
    }
    return (await saved.isVisible()) || undefined
  })
}

async function newUntitled(bench: Workbench): Promise<void> {
  const { page } = bench
  await bench.run('File: New Untitled Text File')
  await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor()
  await page.locator('.monaco-editor.focused').first().waitFor()
}

/** What is on the screen is saved. */
async function savedAs(bench: Workbench, path: string, expected: string): Promise<void> {
  await bench.page.keyboard.press('Control+S')
  await until(`${expected} in ${path}`, async () => (await textOf(path)).includes(expected) || undefined)
}

export const savedElsewhere: Flow = {
  title: 'words typed meanwhile, and the document saved elsewhere: the link stands where it was wanted',
  async run({ bench, folder, service, shot }) {
    const { page } = bench
    await bench.openFile('guide.md')
    await bench.toEnd()
    await page.keyboard.type('Here: ')
    const release = service.simulator.hold('A saved seal')
    await bench.generate('A saved seal')
    await bench.message(/Generating with FLUX/)
    await bench.toEnd()
    await page.keyboard.type('and more')
    await saveAs(bench, 'File: Save As...', join(folder, 'copy.md'))
    release()
    await untilFiles(['a-saved-seal.png'], /seal/, folder, 'images')
    await page.getByText('images/a-saved-seal.png').first().waitFor()
    await shot('saved-elsewhere')
    await page.keyboard.type('!')
    await savedAs(bench, join(folder, 'copy.md'), 'Here: ![A saved seal](images/a-saved-seal.png)and more!')
    assert.doesNotMatch(await readFile(join(folder, 'guide.md'), 'utf8'), /seal/)
  },
}

export const untitled: Flow = {
  title: 'an untitled document that is saved before the image comes gets the link in its own language',
  async run({ bench, folder, service, shot }) {
    const { page } = bench
    await newUntitled(bench)
    await page.keyboard.type('Here: ')
    const release = service.simulator.hold('A new newt')
    await bench.generate('A new newt')
    await bench.message(/Generating with FLUX/)
    await saveAs(bench, 'File: Save As...', join(folder, 'img', 'newt.md'))
    release()
    await untilFiles(['a-new-newt.png'], /newt/, folder, 'images')
    await page.getByText('a-new-newt.png').first().waitFor()
    await shot('untitled-saved')
    await savedAs(bench, join(folder, 'img', 'newt.md'), 'Here: ![A new newt](../images/a-new-newt.png)')
  },
}

export const composed: Flow = {
  title: 'an image that comes while a Japanese word is composed on its line waits until the word is confirmed',
  async run({ bench, folder, service, context }) {
    const { page } = bench
    await writeFile(join(folder, 'composed.md'), 'Text')
    await bench.openFile('composed.md')
    await bench.toEnd()
    await page.keyboard.type(' before ')
    const release = service.simulator.hold('A calm crane')
    await bench.generate('A calm crane')
    await bench.message(/Generating with FLUX/)
    await bench.toEnd()
    const keys = await context.newCDPSession(page)
    const compose = (text: string): Promise<unknown> =>
      keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
    release()
    // The user composes until the file is there, and still does while its link would be written.
    const name = join('images', 'a-calm-crane.png')
    for (let left = 40, letters = 1; left > 0; letters = (letters % 4) + 1) {
      await compose('にほんご'.slice(0, letters))
      if ((await textOf(folder, name)) !== '') left--
    }
    await compose('日本語')
    await keys.send('Input.insertText', { text: '日本語' })
    await page.getByText('images/a-calm-crane.png').first().waitFor()
    await savedAs(bench, join(folder, 'composed.md'), 'Text before ![A calm crane](images/a-calm-crane.png)日本語')
  },
}

export const repaired: Flow = {
  title: 'a link in an untitled document leads to its image from where the document is saved',
  async run({ bench, folder, shot }) {
    const { page } = bench
    await newUntitled(bench)
    await page.keyboard.type('See ')
    await bench.generate('A drawn dove')
    await untilFiles(['a-drawn-dove.png'], /dove/, folder, 'images')
    await page.locator('.tab.active', { hasText: 'See images/a-drawn-dove.png' }).waitFor()
    await saveAs(bench, 'File: Save As...', join(folder, 'img', 'dove.txt'))
    await until('the repaired link', async () => {
      const text = await textOf(folder, 'img', 'dove.txt')
      return text === 'See ../images/a-drawn-dove.png' ? true : undefined
    })
    await shot('untitled-repaired')
  },
}

export const untitledReload: Flow = {
  title: 'an untitled document gets the link where it was wanted after a reload, too',
  async run(tools) {
    const { bench, service, records, server, shot } = tools
    const { page } = bench
    await newUntitled(bench)
    await page.keyboard.type('Here:  and there.')
    for (const _ of ' and there.') await page.keyboard.press('ArrowLeft')
    const prompt = 'An unnamed urchin'
    const release = service.simulator.hold(prompt)
    await bench.generate(prompt)
    await untilAccepted(records, prompt)
    await untilBackedUp(server.backups, 'Here:  and there.')
    const hosts = server.extensionHosts()
    await bench.reload()
    await untilGone(server, hosts)
    release()
    await untilReported(records, prompt)
    await page.locator('.tab', { hasText: 'Here:' }).click()
    await page.locator('.view-line', { hasText: 'Here: images/an-unnamed-urchin.png and there.' }).waitFor()
    await shot('untitled-reloaded')
  },
}

export const untitledStart: Flow = {
  title:
    'an image that came while its window was closed is linked in the untitled document that the next start restores',
  async run(tools) {
    const { service, records, server, folder, newBench, shot } = tools
    const project = `${folder}-requesting`
    await mkdir(project, { recursive: true })
    await writeFile(join(project, 'guide.md'), '# The requesting project\n')
    const others = server.extensionHosts()
    const requesting = await newBench()
    await requesting.open(`${server.url}/?folder=${project}`)
    await newUntitled(requesting)
    await requesting.page.keyboard.type('There: ')
    const prompt = 'A waiting walrus'
    const release = service.simulator.hold(prompt)
    await requesting.generate(prompt)
    await untilAccepted(records, prompt)
    await untilBackedUp(server.backups, 'There: ')
    // Behind another tab: the editor restores such a document later.
    await requesting.openFile('guide.md')
    const hosts = startedSince(server, others)
    await requesting.page.close()
    await killHosts(server, hosts)
    release()
    await untilLeftToReport(records, prompt)
    const again = await newBench()
    await again.open(`${server.url}/?folder=${project}`)
    await untilReported(records, prompt)
    await again.page.locator('.tab', { hasText: 'There:' }).click()
    await again.page.locator('.view-line', { hasText: 'There: images/a-waiting-walrus.png' }).waitFor()
    await shot('untitled-restored', again)
  },
}
