import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startPlayground, type Playground } from './start-playground.ts'
import { chromiumPath, launchBrowser } from './test/launch-browser.ts'
import { openVisitor, type Visitor } from './test/visitor.ts'

/** Long enough to kill the bot in the middle. */
const slowModel = 'flux-2-max'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe.skipIf(chromiumPath === undefined)('the playground', { timeout: 120_000 }, () => {
  let browser: Browser
  let playground: Playground
  let mia: Visitor
  let submittedBefore: number

  beforeAll(async () => {
    browser = await launchBrowser()
    playground = await startPlayground({ port: 0, durationsMs: (model) => (model === slowModel ? 4000 : 300) })
  })

  afterAll(async () => {
    await browser.close()
    await playground.close()
  })

  beforeEach(async () => {
    submittedBefore = playground.status().submitted
    mia = await openVisitor(browser, playground.url)
  })

  afterEach(async () => {
    await mia[Symbol.asyncDispose]()
    expect(mia.errors).toEqual([])
    expect(playground.status().problems).toBe(0)
  })

  const submissions = (): number => playground.status().submitted - submittedBefore

  async function generate(prompt: string): Promise<void> {
    await mia.type(`/flux generate ${prompt}`)
    await mia.press('Enter')
  }

  test('a command makes an image; it is shown large on a click; Again and Vary make more', async () => {
    await generate('a red fox')
    const first = await mia.images(1)
    expect(await first.textContent()).toContain('a red fox')
    expect(submissions()).toBe(1)

    await mia.button(first, 'Show large: a red fox').click()
    const large = mia.page.getByRole('dialog', { name: 'Image' })
    expect((await large.locator('img').boundingBox())!.width).toBeGreaterThan(600)
    await mia.press('Escape')
    expect(await large.count()).toBe(0)

    await mia.button(first, 'Again').click()
    const second = await mia.images(2)
    await mia.button(second, 'Vary').click()
    const third = await mia.images(3)
    expect(await third.textContent()).toMatch(/variation/i)
    expect(submissions()).toBe(3)
  })

  test('suggestions of the bot are chosen with only the keyboard, and sent', async () => {
    await mia.type('/')
    await mia.page.getByRole('option', { name: '/flux generate' }).waitFor()
    expect(await mia.page.getByRole('option').count()).toBeGreaterThan(10)
    await mia.press('Enter')
    await mia.page.keyboard.type('a blue boat')
    await mia.press('Tab', 'Tab')
    while ((await mia.page.locator(':focus').textContent()) !== '+ model') await mia.press('Tab')
    await mia.press('Enter')
    await mia.page.keyboard.type('flux.2 pro')
    await mia.page.getByRole('option', { name: 'FLUX.2 pro' }).waitFor()
    await mia.press('Enter', 'Enter')

    expect(await (await mia.images(1)).textContent()).toContain('FLUX.2 pro')
  })

  test('Send takes a command that was only typed, and one that was pasted', async () => {
    await mia.type('/flux help')
    await mia.page.getByRole('button', { name: 'Send' }).click()
    await mia.message('/flux generate').waitFor()
    await mia.page.locator('#words').fill('/flux generate a red fox')
    await mia.page.getByRole('button', { name: 'Send' }).click()

    expect(await (await mia.images(1)).textContent()).toContain('a red fox')
  })

  test.each(['Enter', 'Tab'])('the first suggestion of the bot is preselected, and %s takes it', async (key) => {
    await mia.type('/flux generate a boat')
    await mia.button(mia.page.locator('.composer'), '+ model').click()
    const first = mia.page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option').first()
    await first.waitFor()
    expect(await first.getAttribute('aria-selected')).toBe('true')
    const title = (await first.textContent())?.trim()
    await mia.press(key)
    expect(await mia.page.locator('#field-1').inputValue()).toBe(title)
  })

  test('Edit opens a form, and what it takes is edited', async () => {
    await generate('a red fox')
    await mia.button(await mia.images(1), 'Edit').click()
    await mia.page.getByRole('dialog').getByRole('textbox').fill('give it\na hat')
    await mia.page.getByRole('button', { name: 'Submit' }).click()

    expect(await (await mia.images(2)).textContent()).toContain('give it a hat')
    expect(await mia.page.getByRole('dialog').count()).toBe(0)
  })

  test('Edit with Flux, from the menu of a message with an image', async () => {
    await mia.message('From my hike').click({ button: 'right' })
    const entry = mia.page.getByRole('menuitem', { name: 'Edit with Flux' })
    await entry.waitFor()
    await mia.press('Escape')
    expect(await entry.count()).toBe(0)
    await mia.message('From my hike').hover()
    await mia.button(mia.message('From my hike'), 'Apps').click()
    await entry.click()
    await mia.page.getByRole('dialog').getByRole('textbox').fill('make it night')
    await mia.page.getByRole('button', { name: 'Submit' }).click()

    expect(await (await mia.images(1)).textContent()).toContain('make it night')
  })

  test('of several images in a message one is chosen from a menu', async () => {
    const files = ['a.png', 'b.png'].map((name) => ({ name, mimeType: 'image/png', buffer: png }))
    await mia.page.getByLabel('Attach files').setInputFiles(files)
    await mia.type('two of them')
    await mia.press('Enter')
    await mia.message('two of them').hover()
    await mia.button(mia.message('two of them'), 'Apps').click()
    await mia.page.getByRole('menuitem', { name: 'Edit with Flux' }).click()
    await mia.page.getByRole('combobox', { name: 'Which image?' }).selectOption({ index: 2 })

    const field = mia.page.getByRole('dialog').getByRole('textbox')
    await field.waitFor()
    expect(await field.inputValue()).toBe('')
  })

  test('a file goes with a command', async () => {
    await mia.type('/flux edit paint it')
    await mia.button(mia.page.locator('.composer'), '+ image').click()
    await mia.page
      .locator('input[type=file]#field-1')
      .setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer: png })
    await mia.page.getByRole('button', { name: 'Send' }).click()

    expect(await (await mia.images(1)).textContent()).toContain('paint it')
  })

  test('an image is deleted after a question', async () => {
    await generate('a red fox')
    await mia.button(await mia.images(1), 'Delete').click()
    const question = mia.message('for good?')
    await mia.button(question, 'Delete').click()

    await mia.images(0)
    expect(await mia.message('Deleted.').count()).toBe(1)
  })

  test('members are not offered what needs a permission', async () => {
    await mia.type('/flux-admin')
    expect(await mia.page.getByRole('option', { name: '/flux-admin' }).count()).toBe(0)
    await mia.press('Enter')
    await mia.page.getByText('There is no such command').waitFor()
    expect(submissions()).toBe(0)
  })

  test('the bot is killed while it paints and started again: the image arrives once, and is submitted once', async () => {
    await generate('a quick one')
    await mia.images(1)
    await mia.type('/flux generate a slow boat')
    await mia.button(mia.page.locator('.composer'), '+ model').click()
    await mia.page.keyboard.type(slowModel)
    await mia.page.getByRole('option', { name: 'FLUX.2 max' }).waitFor()
    await mia.press('Enter', 'Enter')
    await mia.message('is painting').waitFor()
    await expect.poll(submissions).toBe(2)

    await mia.page.getByRole('button', { name: 'Kill −9' }).click()
    await mia.page.getByText('Flux is offline').waitFor()
    await mia.type('/flux help')
    await mia.press('Enter')
    await mia.press('Enter')
    await mia.page.getByText('The application did not respond').waitFor()

    await mia.page.getByRole('button', { name: 'Start', exact: true }).click()
    await mia.page.getByText('Flux is starting').waitFor()
    await mia.page.getByText('Flux is online').waitFor()
    const arrived = await mia.images(2)
    expect(await arrived.textContent()).toContain('a slow boat')
    expect(submissions()).toBe(2)
  })

  test('markup in what people write is only words', async () => {
    const hostile = '<img src=x onerror="document.title=1"> <script>document.title=2</script> [x](javascript:alert(1))'
    await mia.type(hostile)
    await mia.press('Enter')
    await generate('<b>bold</b> @everyone')

    expect(await mia.message('onerror').textContent()).toContain(hostile)
    expect(await mia.message('onerror').locator('.line').locator('img, script, a').count()).toBe(0)
    expect(await (await mia.images(1)).textContent()).toContain('<b>bold</b>')
    expect(await mia.page.title()).toBe('Fluxkit playground')
  })

  test('another language: the bot and its commands speak it', async () => {
    await mia.page.getByLabel('Language').selectOption('de')
    await mia.type('/flux erze')
    await mia.page.getByRole('option', { name: '/flux erzeugen' }).waitFor()
    await mia.press('Enter')
    await mia.page.keyboard.type('ein Fuchs')
    await mia.press('Enter')
    const result = await mia.images(1)
    expect(await mia.button(result, 'Noch einmal').count()).toBe(1)
    expect(await result.locator('discord-command').getAttribute('command')).toBe('/flux erzeugen')
  })

  test('the direct channel with the bot', async () => {
    await mia.page.getByRole('navigation').getByRole('button', { name: 'Flux' }).click()
    await mia.page.getByRole('heading', { name: '@ Flux' }).waitFor()
    await generate('only for me')
    await mia.message('only for me').locator('.gallery img').waitFor()
    expect(submissions()).toBe(1)
  })

  test('emoji are drawn by a font of the page, whatever the machine has', async () => {
    const loaded = (): Promise<number> =>
      mia.page.evaluate(() => Array.from(document.fonts).filter(({ status }) => status === 'loaded').length)
    await generate('a red fox')
    await mia.images(1)
    await expect.poll(loaded).toBeGreaterThan(0)
    // One is drawn in colours; a box that stands for a missing letter is not.
    const colours = await mia.page.evaluate(async () => {
      await document.fonts.load("40px 'gg sans'", '🔁')
      const context = document.createElement('canvas').getContext('2d')!
      context.font = "40px 'gg sans', sans-serif"
      context.fillText('🔁', 0, 50)
      const { data } = context.getImageData(0, 0, 60, 60)
      return data.filter((_, index) => index % 4 === 0 && Math.abs(data[index]! - data[index + 2]!) > 60).length
    })
    expect(colours).toBeGreaterThan(100)
  })

  test('it fits a narrow screen: people and channels are behind a button', async () => {
    await mia.page.setViewportSize({ width: 390, height: 780 })
    const width = (): Promise<number> => mia.page.evaluate(() => document.documentElement.scrollWidth)
    expect(await width()).toBe(390)
    await generate('a red fox')
    await mia.images(1)
    expect(await width()).toBe(390)
    await mia.page.getByRole('button', { name: 'Channels and people' }).click()
    await mia.page.getByRole('button', { name: 'gallery' }).click()
    await mia.page.getByRole('heading', { name: '# gallery' }).waitFor()
  })

  // The last one: the limit stays.
  test('an admin sets a limit; a member who has reached it gets a message that nobody else sees', async () => {
    await mia.become('ada')
    await mia.type('/flux-admin limits add ')
    await mia.page.keyboard.type('user')
    await mia.press('Enter', 'Tab')
    await mia.page.keyboard.type('1')
    await mia.press('Tab')
    await mia.page.keyboard.type('day')
    await mia.press('Enter', 'Enter')
    await mia.message('Limit: 1 image a day for each member').waitFor()

    await mia.become('sam')
    await generate('the only one')
    await mia.message('the only one').locator('.gallery img').waitFor()
    await generate('one more')
    const refusal = mia.message('The limit of 1 image a day')
    await refusal.getByText('Only you can see this').waitFor()

    await mia.become('noah')
    await mia.message('the only one').locator('.gallery img').waitFor()
    expect(await mia.message('The limit of 1 image').count()).toBe(0)
    expect(submissions()).toBe(1)
  })
})
