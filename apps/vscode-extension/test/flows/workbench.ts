import type { Locator, Page } from 'playwright-core'
import { until } from '../host/until.ts'

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
  /** A message in the corner, which leaves it after some seconds. */
  toast(text: string | RegExp): Locator
  /** Waits for a message, in the corner or under the bell. */
  message(text: string | RegExp): Promise<Locator>
  press(text: string | RegExp, button: string): Promise<void>
  /** A question in the middle of the window. */
  confirm(button: string): Promise<void>
  /** Prompt, model, size, count. */
  generate(prompt: string): Promise<void>
}

export function createWorkbench(page: Page): Workbench {
  // As for `until`: room for a busy machine.
  page.setDefaultTimeout(120_000)
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

  /** What the open input asks: its title with the step, and its placeholder; empty when none is open. */
  async function question(): Promise<string> {
    const texts = page.evaluate(`(() => {
      const shown = [...document.querySelectorAll('.quick-input-widget')].find((each) => each.getClientRects().length > 0)
      const texts = ['.quick-input-title', '.quick-input-message'].map((part) => shown?.querySelector(part)?.textContent)
      return shown === undefined ? '' : [...texts, shown.querySelector('input[placeholder]')?.placeholder].join('|')
    })()`)
    return String(await texts)
  }

  /** The palette, and the list of files, say nothing of themselves but this. */
  async function isOpenList(prefix: string): Promise<boolean> {
    return (await input.count()) > 0 && (await input.first().inputValue({ timeout: 5000 })).startsWith(prefix)
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
        await row.click({ timeout: 5000 })
      } catch {
        // The palette is slow to open, the command not there yet, or a message took the focus.
        return undefined
      }
      return true
    })
    // What the command asks is asked in the same widget.
    await until(
      `the palette to close after ${command}`,
      async () => !(await isOpenList('>').catch(() => true)) || undefined,
    )
  }

  /** Acts once, and waits until the question that is open has changed. */
  async function goOn(what: string, act: () => Promise<void>): Promise<void> {
    const before = await question()
    await act()
    await until(`the step after ${what}`, async () => (await question()) !== before || undefined)
  }

  async function choose(label: string | RegExp): Promise<void> {
    const row = rows.filter({ hasText: label }).first()
    await row.waitFor()
    await goOn(`the choice ${String(label)}`, () => row.click())
  }

  async function answer(text: string): Promise<void> {
    await input.first().fill(text)
    await goOn(`the answer ${text}`, () => input.first().press('Enter'))
  }

  async function message(text: string | RegExp): Promise<Locator> {
    const found = page.locator('.notification-list-item', { hasText: text }).first()
    const shown = page.locator('.notification-toast:visible, .notifications-center.visible')
    const unread = page.locator('.statusbar .codicon-bell-dot')
    await until(`the message ${String(text)}`, async () => {
      if (await found.isVisible()) return true
      if ((await shown.count()) === 0 && (await unread.count()) > 0) await run('Notifications: Show Notifications')
      return undefined
    })
    return found
  }

  async function opened(): Promise<void> {
    await page.locator('.monaco-workbench .part.statusbar').waitFor()
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor()
  }

  return {
    page,
    async open(url) {
      await page.goto(url)
      await opened()
    },
    async reload() {
      const loaded = page.waitForEvent('load')
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
    message,
    async press(text, button) {
      await until(`the button ${button} of ${String(text)}`, async () => {
        const found = await message(text)
        try {
          await found.hover({ timeout: 5000 })
          await found.locator('.monaco-button', { hasText: button }).first().click({ timeout: 5000 })
          return true
        } catch {
          // It has left its corner meanwhile.
          return undefined
        }
      })
    },
    async confirm(button) {
      const dialog = page.locator('.monaco-dialog-box')
      await dialog.waitFor()
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
