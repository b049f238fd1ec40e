import { chromiumArgs, findChromium } from '@fluxkit/tooling/browser'
import { type Browser, chromium } from 'playwright-core'

/** The Chromium of the machine, if there is one. */
export const chromiumPath: string | undefined = findChromium()

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath !== undefined && { executablePath: chromiumPath }),
    args: [...chromiumArgs],
  })
}
