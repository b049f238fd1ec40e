import type { Locator, Page } from 'playwright-core'
import { until } from '../host/until.ts'

/** Two themes of the editor, between which a window changes with the system, and the classes of the window in them. */
export interface ThemePair {
  readonly settings: Readonly<Record<string, string>>
  readonly light: { readonly name: string; readonly className: string }
  readonly dark: { readonly name: string; readonly className: string }
}

export const themePairs: readonly ThemePair[] = [
  {
    settings: pairSettings('Default Light Modern', 'Default Dark Modern'),
    light: { name: 'light', className: 'vs' },
    dark: { name: 'dark', className: 'vs-dark' },
  },
  {
    settings: pairSettings('Default High Contrast Light', 'Default High Contrast'),
    light: { name: 'high contrast light', className: 'hc-light' },
    dark: { name: 'high contrast dark', className: 'hc-black' },
  },
]

function pairSettings(light: string, dark: string): Readonly<Record<string, string>> {
  return { 'workbench.preferredLightColorTheme': light, 'workbench.preferredDarkColorTheme': dark }
}

/**
 * Takes an image of the window in both themes.
 *
 * @param hovered What the pointer is on, with its tooltip; by default the pointer is where nothing reacts to it.
 */
export type Shoot = (name: string, hovered?: Locator) => Promise<void>

export function createShoot(page: Page, pair: ThemePair, pathOf: (file: string) => string): Shoot {
  return async (name, hovered) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const theme = pair[colorScheme]
      await page.emulateMedia({ colorScheme })
      await page.locator(`.monaco-workbench.${theme.className}`).waitFor()
      await page.mouse.move(0, 0)
      if (hovered !== undefined) {
        await hovered.hover()
        await page.locator('.monaco-hover:visible').first().waitFor()
      }
      await settled(page)
      await page.screenshot({ ...still, path: pathOf(`${name} ${theme.name}.png`) })
    }
  }
}

/** Neither a bar that moves nor a cursor that blinks. */
const still = { animations: 'disabled', caret: 'hide' } as const

/** Three images of the window in a row are the same: colours fade, and frames of pages follow later. The seconds of a job continue. */
async function settled(page: Page): Promise<void> {
  const last: Buffer[] = []
  const isSame = until(
    'a window that stays as it is',
    async () => {
      last.push(await page.screenshot(still))
      const [newest, ...others] = last.slice(-3)
      return (newest !== undefined && others.length === 2 && others.every((each) => each.equals(newest))) || undefined
    },
    10_000,
  )
  await isSame.catch(() => undefined)
}
