import { expect, onTestFinished, test } from 'vitest'
import { startPlayground } from './start-playground.ts'
import { chromiumPath, launchBrowser } from './test/launch-browser.ts'
import { openVisitor } from './test/visitor.ts'

test.skipIf(chromiumPath === undefined)(
  'an open page says that the playground has stopped, and reconnects to the next one',
  { timeout: 120_000 },
  async () => {
    const browser = await launchBrowser()
    onTestFinished(() => browser.close())
    const first = await startPlayground({ port: 0 })
    await using mia = await openVisitor(browser, first.url)
    await mia.type('of the first')
    await mia.press('Enter')
    await mia.message('of the first').waitFor()
    await first.close()
    await mia.page.getByText('The playground has ended').waitFor()

    const second = await startPlayground({ port: Number(new URL(first.url).port) })
    onTestFinished(() => second.close())
    await mia.page.getByText('The playground has ended').waitFor({ state: 'detached' })
    await mia.message('From my hike').waitFor()
    expect(await mia.message('of the first').count()).toBe(0)
  },
)
