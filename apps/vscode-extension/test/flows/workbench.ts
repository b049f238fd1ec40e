import type { Locator, Page } from 'playwright-core'
import { until } from '../host/processes.ts'

/** The editor as a user uses it: keys, the palette, what is on the screen. */
export interface Workbench {
  readonly page: Page
  open(url: string): Promise<void>
  /** As a user does it: the editor remembers what is open. */
  reload(): Promise<void>
  /** By the title of the palette. */
  run(command: string): Promise<void>
  openFile(name: string): Promise<void>
  /** The cursor to the end of the document. */
  toEnd(): Promise<void>
  /** Types into the input that is open, and accepts. */
  answer(text: string): Promise<void>
  /** Takes a row of the pick that is open. */
  choose(label: string | RegExp): Promise<void>
  /** A message in the corner. */
  toast(text: string | RegExp): Locator
  press(text: string | RegExp, button: string): Promise<void>
  /** A question in the middle of the window. */
  confirm(button: string): Promise<void>
  /** Prompt, model, size, count. */
  generate(prompt: string): Promise<void>
}

export function createWorkbench(page: Page): Workbench {
  // As for `until`: room for a busy machine.
  page.setDefaultTimeout(60_000)
  const input = page.locator(
    '.quick-input-widget:visible input[type="text"], .quick-input-widget:visible input[type="password"]',
  )
  const rows = page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row')
  const toast = (text: string | RegExp): Locator => page.locator('.notification-toast', { hasText: text })

  /** Keys that are typed into a preview reach the editor late or never. */
  async function leaveWebview(): Promise<void> {
    const focused = await page.evaluate('document.activeElement?.tagName')
    if (focused === 'IFRAME') await page.locator('.part.statusbar').click({ position: { x: 640, y: 10 } })
  }

  async function run(command: string): Promise<void> {
    await leaveWebview()
    // The list is a snapshot: a command that an extension registers while it is open never appears in it.
    await until(`command ${command}`, async () => {
      await page.keyboard.press('Escape')
      await page.keyboard.press('F1')
      const row = rows.filter({ hasText: command }).first()
      try {
        await input.first().fill(`>${command}`, { timeout: 5000 })
        await row.waitFor({ timeout: 2500 })
      } catch {
        // The palette is slow to open, the command not there yet, or a message took the focus.
        return undefined
      }
      await row.click()
      return true
    })
  }

  const widget = page.locator('.quick-input-widget:visible')

  /** What the open input shows, with the text typed into it; empty when none is open. */
  async function shown(): Promise<string> {
    if ((await widget.count()) === 0) return ''
    try {
      const typed = (await input.count()) === 0 ? '' : await input.first().inputValue({ timeout: 1000 })
      return `${await widget.first().innerText({ timeout: 1000 })}\n${typed}`
    } catch {
      return ''
    }
  }

  /** Acts until the input that is open continues to something else: a busy editor ignores what comes too soon. */
  async function goOn(what: string, act: () => Promise<void>): Promise<void> {
    const before = await shown()
    await until(what, async () => {
      await act()
      for (let checks = 0; checks < 20; checks++) {
        if ((await shown()) !== before) return true
        await page.waitForTimeout(100)
      }
      return undefined
    })
  }

  async function choose(label: string | RegExp): Promise<void> {
    const row = rows.filter({ hasText: label }).first()
    await row.waitFor()
    await goOn(`the choice ${String(label)}`, () => row.click({ timeout: 3000 }).catch(() => undefined))
  }

  async function answer(text: string): Promise<void> {
    await input.first().waitFor()
    await input.first().fill(text)
    await page.waitForTimeout(150)
    await goOn(`the answer ${text}`, () => page.keyboard.press('Enter'))
  }

  async function opened(): Promise<void> {
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 })
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 })
  }

  return {
    page,
    async open(url) {
      await page.goto(url, { timeout: 90_000 })
      await opened()
    },
    async reload() {
      const loaded = page.waitForEvent('load', { timeout: 90_000 })
      await run('Developer: Reload Window')
      await loaded
      await opened()
    },
    run,
    async openFile(name) {
      await until(`the tab ${name}`, async () => {
        await leaveWebview()
        await page.keyboard.press('Escape')
        await page.keyboard.press('Control+P')
        try {
          await input.first().fill(name, { timeout: 3000 })
          await rows.filter({ hasText: name }).first().click({ timeout: 3000 })
          await page.locator('.tab.active', { hasText: name }).waitFor({ timeout: 3000 })
          return true
        } catch {
          // A message or an editor that opened meanwhile took the focus.
          return undefined
        }
      })
    },
    async toEnd() {
      await page.locator('.monaco-editor .view-lines').first().click()
      await page.locator('.monaco-editor.focused').first().waitFor()
      await page.keyboard.press('Control+End')
    },
    answer,
    choose,
    toast,
    async press(text, button) {
      // A message leaves its corner after some seconds; then it is under the bell.
      const message = page.locator('.notification-list-item', { hasText: text })
      await until(
        `the button ${button} of ${String(text)}`,
        async () => {
          try {
            await message.first().hover({ timeout: 6000 })
            await message.first().locator('.monaco-button', { hasText: button }).first().click({ timeout: 3000 })
            return true
          } catch {
            if (!(await page.locator('.notification-toast').first().isVisible())) {
              await run('Notifications: Show Notifications').catch(() => undefined)
            }
            return undefined
          }
        },
        60_000,
      )
    },
    async confirm(button) {
      const dialog = page.locator('.monaco-dialog-box')
      await dialog.waitFor({ timeout: 30_000 })
      await dialog.locator('.monaco-button', { hasText: button }).first().click()
    },
    async generate(prompt) {
      await run('Fluxkit: Generate Image…')
      await answer(prompt)
      // Not the first row, which offers the choices of last time.
      await choose(/^\s*FLUX\.1 dev/)
      await choose(/square|1024/)
      await choose('1 image')
    },
  }
}
