import { startPlayground } from '@fluxkit/playground/start'
import { openVisitor, type Visitor } from '@fluxkit/playground/visitor'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { repeatableRandom } from './repeatable-random.ts'
import type { Screenshot } from './screenshot.ts'

/** The real bot in its page: a command with suggestions below an edited image, then the answer to a command. */
export async function makePlaygroundImages(browser: Browser): Promise<Screenshot[]> {
  const playground = await startPlayground({ port: 0, durationsMs: () => 100, random: repeatableRandom() })
  try {
    await using mia = await openVisitor(browser, playground.url)
    await mia.page.setViewportSize({ width: 1200, height: 820 })
    await editFromMenu(mia, 'From my hike', 'in autumn, with a red forest')

    await mia.type('/flux generate a paper boat on a quiet sea')
    await mia.button(mia.page.locator('.composer'), '+ model').click()
    await mia.page.keyboard.type('2')
    await mia.page.getByRole('option', { name: 'FLUX.2 klein' }).waitFor()
    const command = await shoot(mia, 'docs/images/playground-command.webp')

    await mia.button(mia.page.locator('.composer'), 'Cancel the command').click()
    await mia.type('/flux generate somewhere nobody has been yet')
    await mia.button(mia.page.locator('.composer'), '+ count').click()
    await mia.page.keyboard.type('2')
    await mia.press('Enter')
    await answer(mia, 'somewhere nobody has been yet', 2)
    return [command, await shoot(mia, 'docs/images/playground.webp')]
  } finally {
    await playground.close()
  }
}

async function editFromMenu(mia: Visitor, message: string, prompt: string): Promise<void> {
  await mia.message(message).hover()
  await mia.button(mia.message(message), 'Apps').click()
  await mia.page.getByRole('menuitem', { name: 'Edit with Flux' }).click()
  await mia.page.getByRole('dialog').getByRole('textbox').fill(prompt)
  await mia.page.getByRole('button', { name: 'Submit' }).click()
  await answer(mia, prompt, 1)
}

/** Waits for the bot's message with this many images, and for what they show. */
async function answer(mia: Visitor, prompt: string, count: number): Promise<void> {
  const images = mia.message(prompt).locator('.gallery img')
  await images.nth(count - 1).waitFor()
  await images.evaluateAll((all) => Promise.all(all.map((image) => (image as HTMLImageElement).decode())))
}

async function shoot({ page }: Visitor, file: string): Promise<Screenshot> {
  const text = await page.locator('main').innerText()
  const png = await page.screenshot({ animations: 'disabled' })
  return { file, bytes: await sharp(png).webp({ quality: 80 }).toBuffer(), text: withoutTimes(text) }
}

/** Times of day, and how long an image took. */
function withoutTimes(text: string): string {
  return text
    .replaceAll(/\b\d+:\d\d\s[AP]M\b/gu, '<time>')
    .replaceAll(/ · (?:\d+ min )?\d+(?:\.\d)? s/gu, ' · <seconds>')
}
