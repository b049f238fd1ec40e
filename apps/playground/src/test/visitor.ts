import { type Browser, type Locator, type Page } from 'playwright-core'
import { expect } from 'vitest'

/** Somebody in front of the page. */
export interface Visitor extends AsyncDisposable {
  readonly page: Page
  /** Types into the field at the bottom, key by key. */
  type(text: string): Promise<void>
  press(...keys: string[]): Promise<void>
  become(name: string): Promise<void>
  /** The newest message that has this in it. */
  message(text: string | RegExp): Locator
  /** Waits until this many more images of the bot are there than at first, for the first user, and loaded. @returns the newest message with one */
  images(count: number): Promise<Locator>
  button(where: Locator, name: string): Locator
  /** Errors that the page reported. */
  readonly errors: readonly string[]
}

/** An image has to be painted, drawn and sent, on a machine that does other things too. */
const patienceMs = 30_000

export async function openVisitor(browser: Browser, url: string): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' })
  context.setDefaultTimeout(patienceMs)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 400')) errors.push(message.text())
  })
  await page.goto(url)
  await page.locator('discord-message').first().waitFor()
  const ofBot = page.locator('discord-message[bot] .gallery img')
  const before = await ofBot.count()
  const message = (text: string | RegExp): Locator => page.locator('discord-message', { hasText: text }).last()
  return {
    page,
    errors,
    message,
    async type(text) {
      await page.locator('#words').pressSequentially(text)
    },
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key)
    },
    async become(name) {
      await page.getByRole('radio', { name }).click()
      await page.getByRole('radio', { name, checked: true }).waitFor()
      await page.locator('discord-message').first().waitFor()
    },
    async images(count) {
      await expect.poll(() => ofBot.count(), { timeout: patienceMs }).toBe(before + count)
      await expect
        .poll(() => ofBot.evaluateAll((all) => all.every((one) => (one as HTMLImageElement).naturalWidth > 0)), {
          timeout: patienceMs,
        })
        .toBe(true)
      return page.locator('discord-message[bot]', { has: page.locator('.gallery img') }).last()
    },
    button: (where, name) => where.getByRole('button', { name }),
    [Symbol.asyncDispose]: () => context.close(),
  }
}
