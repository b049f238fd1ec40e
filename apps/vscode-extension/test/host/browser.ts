import { chromiumArgs, findChromium } from '@fluxkit/tooling/browser'
import { type Browser, chromium } from 'playwright-core'

/** The Chromium of the machine. @throws {Error} without one */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined)
    throw new Error('There is no Chromium on the PATH; run scripts/ci/ensure-chromium.sh')
  return chromium.launch({ executablePath, args: [...chromiumArgs] })
}
