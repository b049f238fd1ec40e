import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromiumPath, launchBrowser } from '@fluxkit/playground/browser'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { difference } from './difference.ts'
import { makeIcon } from './make-icon.ts'
import { makePlaygroundImages } from './make-playground-images.ts'
import { makeSimulatorSheet } from './make-simulator-sheet.ts'
import { makeTerminalImage } from './make-terminal-image.ts'
import { makeWalkthroughImages } from './make-walkthrough-images.ts'
import { root } from './root.ts'
import type { Screenshot } from './screenshot.ts'

/** Set by `npm run docs:images`. */
const writes = process.env['FLUXKIT_WRITE_IMAGES'] !== undefined

/**
 * What is drawn is the same everywhere but for the last bits of numbers; one other drawing in the sheet was 4. Other fonts move
 * what lies above a longer list, which was 8 once: there the text is compared, with the seeds of the images in it.
 */
const maxDifference = { drawn: 2, withText: 16 }

describe.skipIf(chromiumPath === undefined)('images of the documentation', { timeout: 120_000 }, () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })

  afterAll(() => browser.close())

  test("the extension's icon is drawn from its SVG", async () => {
    await expectCommitted('apps/vscode-extension/media/icon.png', await makeIcon())
  })

  test('the README of the simulator shows what the simulator draws', async () => {
    await expectCommitted('packages/simulator/docs/images.jpg', await makeSimulatorSheet())
  })

  test('the images of the playground show its page and the answers of the bot', async () => {
    for (const image of await makePlaygroundImages(browser)) await expectShown(image)
  })

  test('the image of the terminal shows what npm start prints, and the image that it saves', async () => {
    await expectShown(await makeTerminalImage(browser))
  })

  test('the images of the walkthrough show images of the sandbox and the messages of the extension', async () => {
    for (const image of await makeWalkthroughImages(browser)) await expectShown(image)
  })

  test('no other image of pixels is committed', () => {
    const patterns = ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif'].map((extension) => `*.${extension}`)
    const files = execFileSync('git', ['ls-files', '--', ...patterns], { cwd: root, encoding: 'utf8' })
    expect(files.trim().split('\n').toSorted()).toEqual([
      'apps/vscode-extension/media/icon.png',
      'apps/vscode-extension/media/walkthrough-edit.webp',
      'apps/vscode-extension/media/walkthrough-generate.webp',
      'docs/images/playground-command.webp',
      'docs/images/playground.webp',
      'docs/images/terminal.png',
      'packages/simulator/docs/images.jpg',
    ])
  })
})

/** A screenshot of a program. */
async function expectShown({ file, bytes, text }: Screenshot): Promise<void> {
  await expectCommitted(file, bytes, maxDifference.withText)
  const textFile = join(import.meta.dirname, 'texts', `${file.replaceAll('/', '.')}.txt`)
  await expect(`${text}\n`, `${file}: npm run docs:images`).toMatchFileSnapshot(textFile)
}

async function expectCommitted(file: string, bytes: Buffer, limit = maxDifference.drawn): Promise<void> {
  const path = join(root, file)
  if (writes) await writeFile(path, bytes)
  const committed = await readFile(path)
  expect(await size(committed), file).toEqual(await size(bytes))
  expect(await difference(committed, bytes), `${file} looks different: npm run docs:images`).toBeLessThan(limit)
}

async function size(image: Buffer): Promise<readonly number[]> {
  const { width, height } = await sharp(image).metadata()
  return [width, height]
}
