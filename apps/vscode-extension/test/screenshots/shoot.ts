import type { Page } from 'playwright-core'
import type { EditorServer } from '../host/editor-server.ts'

/** The themes that come with the editor, with the class that its window has in each. */
export const themes = {
  light: { name: 'Default Light Modern', className: 'vs' },
  'high contrast light': { name: 'Default High Contrast Light', className: 'hc-light' },
  'high contrast dark': { name: 'Default High Contrast', className: 'hc-black' },
  dark: { name: 'Default Dark Modern', className: 'vs-dark' },
} as const

/** Takes an image of the window in each theme. */
export type Shoot = (name: string) => Promise<void>

export function createShoot(page: Page, server: Pick<EditorServer, 'change'>, pathOf: (file: string) => string): Shoot {
  return async (name) => {
    for (const [theme, { name: colorTheme, className }] of Object.entries(themes)) {
      await server.change({ 'workbench.colorTheme': colorTheme })
      await page.locator(`.monaco-workbench.${className}`).waitFor()
      await settled(page)
      await page.screenshot({ path: pathOf(`${name} ${theme}.png`) })
    }
  }
}

/** Two images of the window in a row are the same: colours fade, and frames of pages follow later. */
async function settled(page: Page): Promise<void> {
  let before = await page.screenshot()
  for (let tries = 0; tries < 20; tries++) {
    await page.waitForTimeout(250)
    const now = await page.screenshot()
    if (now.equals(before)) return
    before = now
  }
}
