import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Terminal } from '@xterm/xterm'
import type { Browser } from 'playwright-core'
import { runProgram } from './run-program.ts'
import type { Screenshot } from './screenshot.ts'
import { terminalPage } from './terminal-page.ts'

/** The longest line of the program. */
const columns = 96
const { resolve } = createRequire(import.meta.url)

/** What `npm start` prints, in xterm.js, beside the image that it saved. */
export async function makeTerminalImage(browser: Browser): Promise<Screenshot> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-images-'))
  try {
    const output = await runProgram([], { folder, columns, chance: 0.3 })
    const [name = ''] = await readdir(join(folder, 'images'))
    const image = await readFile(join(folder, 'images', name))

    await using context = await browser.newContext({ viewport: { width: 1236, height: 470 } })
    const page = await context.newPage()
    await page.setContent(terminalPage(image))
    await page.addStyleTag({ path: resolve('@xterm/xterm/css/xterm.css') })
    await page.addScriptTag({ path: resolve('@xterm/xterm') })
    const text = await page.evaluate(showInTerminal, { output: `$ npm start\n${output}`, columns })
    return { file: 'docs/images/terminal.png', bytes: await page.screenshot(), text: withoutMeasures(text) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs in the page. @returns the lines of the screen */
async function showInTerminal(given: { readonly output: string; readonly columns: number }): Promise<string> {
  const { Terminal: XtermTerminal } = globalThis as unknown as { readonly Terminal: typeof Terminal }
  const terminal = new XtermTerminal({
    cols: given.columns,
    rows: 18,
    fontFamily: 'monospace',
    fontSize: 13,
    lineHeight: 1.35,
    convertEol: true,
    cursorInactiveStyle: 'none',
    theme: { background: '#17131f', foreground: '#f2eff8', cyan: '#4fe3f0', yellow: '#f6dd4b', green: '#47d96c' },
  })
  const [frame] = document.querySelectorAll<HTMLElement>('#terminal')
  if (frame !== undefined) terminal.open(frame)
  await new Promise<void>((done) => {
    terminal.write(given.output, done)
  })
  for (const image of document.images) await image.decode()
  await new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done))
  })
  const buffer = terminal.buffer.active
  const lines = Array.from({ length: buffer.length }, (_, row) => buffer.getLine(row)?.translateToString(true) ?? '')
  return lines.join('\n').trimEnd()
}

/** How well a PNG is compressed depends on the version of zlib, and how long saving it took on the machine. */
function withoutMeasures(text: string): string {
  return text.replaceAll(/\d+ kB/gu, '<size>').replaceAll(/(?:\d+ min )?\d+(?:\.\d)? s,/gu, '<seconds>,')
}
