import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  aChoice,
  anEntry,
  chromiumPath,
  launch,
  openPage,
  shownOf,
  type TestPage,
  themeNames,
} from '../fixtures/a-page.ts'

/** Far more than a quiet machine needs. */
const eventually = (check: () => Promise<void> | void): Promise<void> => vi.waitFor(check, { timeout: 30_000 })

describe.skipIf(chromiumPath === undefined)('the page of the gallery', { timeout: 120_000 }, () => {
  let browser: Browser
  let opened: TestPage | undefined

  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())
  afterEach(async () => {
    expect(opened?.problems ?? []).toEqual([])
    await opened?.page.context().close()
    opened = undefined
  })

  async function open(...args: Parameters<typeof shownOf>): Promise<TestPage> {
    opened = await openPage(browser)
    await opened.post(shownOf(...args))
    return opened
  }
  const four = ['a', 'b', 'c', 'd'].map((key) => anEntry(key))
  const card = ({ page }: TestPage, key: string): Locator => page.locator(`[data-key="${key}"]`)
  const focused = ({ page }: TestPage): Promise<string | null> =>
    page.evaluate(() => document.activeElement?.getAttribute('data-key') ?? document.activeElement?.textContent ?? null)
  const sent = (gallery: TestPage, type: string): unknown[] => gallery.posted.filter((message) => message.type === type)

  test('says that it is ready, and asks for nothing else', async () => {
    const gallery = await open(four)
    await card(gallery, 'a').waitFor()
    expect(gallery.posted).toEqual([{ type: 'ready', isAll: false }])
  })

  test('is one tab stop for all images; arrow keys, Home and End go from one to another, across rows and groups', async () => {
    const gallery = await open(four)
    await gallery.page.setViewportSize({ width: 840, height: 700 })
    await card(gallery, 'a').focus()
    const way: (string | null)[] = []
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'End', 'Home', 'ArrowDown']) {
      await gallery.page.keyboard.press(key)
      way.push(await focused(gallery))
    }
    // Three in a row.
    expect(way).toEqual(['b', 'c', 'b', 'd', 'a', 'd'])
    expect(await gallery.page.locator('[role=option][tabindex="0"]').count()).toBe(1)
    await gallery.page.setViewportSize({ width: 700, height: 700 })
    await card(gallery, 'b').focus()
    await gallery.page.keyboard.press('ArrowDown')
    expect(await focused(gallery)).toBe('d')
  })

  test('opens with Enter, and does the rest by the buttons beside', async () => {
    const gallery = await open(four)
    await card(gallery, 'b').focus()
    await gallery.page.keyboard.press('Enter')
    await gallery.page.keyboard.press('Tab')
    expect(await focused(gallery)).toBe('Open')
    await gallery.page.keyboard.press('ArrowRight')
    expect(await focused(gallery)).toBe('Insert Link')
    await gallery.page.keyboard.press('Enter')
    await eventually(() => expect(sent(gallery, 'act')).toHaveLength(2))
    expect(sent(gallery, 'act')).toEqual([
      { type: 'act', action: 'open', key: 'b' },
      { type: 'act', action: 'insert', key: 'b' },
    ])
  })

  test('compares two to four images at one zoom, scrolled alike, and goes back to the image it came from', async () => {
    const gallery = await open([...four, anEntry('e')])
    await card(gallery, 'a').focus()
    for (const key of ['Space', 'ArrowRight', 'Space']) await gallery.page.keyboard.press(key)
    await gallery.page.getByRole('button', { name: 'Compare' }).press('Enter')
    const images = gallery.page.locator('.view img')
    expect(await images.count()).toBe(2)
    await images.first().evaluate((image) => (image as HTMLImageElement).decode())
    for (const key of ['+', '+', '+', '+', '+', '+']) await gallery.page.keyboard.press(key)
    // A pixel of an image is at most four on the screen; this image fits at much more.
    const widths = await images.evaluateAll((all) => all.map((image) => (image as HTMLImageElement).width))
    expect(widths[0]).toBe(widths[1])
    await gallery.page.keyboard.press('2')
    expect(await gallery.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^2: image b/)
    await gallery.page.keyboard.press('Escape')
    expect(await focused(gallery)).toBe('b')
  })

  test('shows compared images at the same height, whatever buttons they have', async () => {
    const gallery = await open([anEntry('a'), anEntry('b', { actions: ['restore'] }), anEntry('c')])
    await card(gallery, 'a').focus()
    for (const key of ['Space', 'ArrowRight', 'Space', 'ArrowRight', 'Space']) await gallery.page.keyboard.press(key)
    await gallery.page.getByRole('button', { name: 'Compare' }).press('Enter')
    const views = await gallery.page.locator('.view').evaluateAll((all) =>
      all.map((view) => {
        const { top, height } = view.getBoundingClientRect()
        return { top, height }
      }),
    )
    expect(views).toHaveLength(3)
    expect(views[0]).toEqual(views[1])
    expect(views[2]?.height).toBe(views[0]?.height)
  })

  test('fits images of every shape into their cards and panes, whole', async () => {
    const tall = ['tall-1', 'tall-2', 'tall-3', 'tall-4']
    const gallery = await open(tall.map((key) => anEntry(key)))
    const heights = async (frame: string): Promise<boolean[]> => {
      await eventually(async () => expect(await gallery.page.locator(`${frame} img`).count()).toBe(4))
      await gallery.page
        .locator(`${frame} img`)
        .evaluateAll((all) => Promise.all(all.map((image) => (image as HTMLImageElement).decode())))
      return gallery.page.locator(frame).evaluateAll((all) =>
        all.map((each) => {
          const image = each.querySelector('img')?.getBoundingClientRect()
          const { top, bottom } = each.getBoundingClientRect()
          return image !== undefined && image.height > 40 && image.top >= top && image.bottom <= bottom
        }),
      )
    }
    expect(await heights('.frame')).toEqual([true, true, true, true])
    for (const key of tall) await card(gallery, key).press('Space')
    await gallery.page.getByRole('button', { name: 'Compare' }).click()
    expect(await heights('.view')).toEqual([true, true, true, true])
  })

  test.each([
    ['a narrow side bar', 300, 700],
    ['a zoom of 200 %', 460, 340],
    ['a wide screen', 1920, 1000],
  ])('reaches everything in %s: nothing is cut or lies beside the page', async (_, width, height) => {
    const long = anEntry('tall', { title: 'x'.repeat(140), facts: [['Prompt', 'x'.repeat(2_000)]] })
    const gallery = await open([long, ...four], [aChoice('j', ['a', 'b', 'c', 'd'])])
    await gallery.page.setViewportSize({ width, height })
    await card(gallery, 'tall').waitFor()
    const reach = async (): Promise<void> => {
      const beside = await gallery.page.locator('button, [role=option], .view').evaluateAll((all) =>
        all
          .filter((each) => each.checkVisibility())
          .flatMap((each) => {
            each.scrollIntoView({ block: 'nearest' })
            const { left, right, top, bottom } = each.getBoundingClientRect()
            const isInside = left >= 0 && right <= innerWidth && top < innerHeight && bottom > 0
            const isReached = isInside && bottom - top > 15
            return isReached ? [] : [each.outerHTML]
          }),
      )
      expect(beside).toEqual([])
      expect(await gallery.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect(await gallery.violations()).toEqual([])
    }
    await reach()
    for (const key of ['a', 'b', 'c', 'd']) await card(gallery, key).press('Space')
    await gallery.page.getByRole('button', { name: 'Compare' }).click()
    await reach()
    const heights = await gallery.page
      .locator('.view')
      .evaluateAll((all) => all.map(({ clientHeight }) => clientHeight))
    expect(Math.min(...heights)).toBeGreaterThan(100)
  })

  test('goes a page up and down, from the filter to the images, and selects none with Escape', async () => {
    const gallery = await open(Array.from({ length: 60 }, (_, at) => anEntry(`i${at}`)))
    await gallery.page.getByRole('searchbox').press('ArrowDown')
    expect(await focused(gallery)).toBe('i0')
    await gallery.page.keyboard.press('PageDown')
    const after = Number((await focused(gallery))?.slice(1))
    expect(after).toBeGreaterThan(4)
    expect(after).toBeLessThan(40)
    await gallery.page.keyboard.press('PageUp')
    expect(await focused(gallery)).toBe('i0')
    await gallery.page.keyboard.press('Space')
    expect(await gallery.page.locator('[aria-selected=true]').count()).toBe(1)
    await gallery.page.keyboard.press('Escape')
    expect(await gallery.page.locator('[aria-selected=true]').count()).toBe(0)
    await gallery.page.getByRole('status').getByText('0 of 4 selected').waitFor()
  })

  test('names an image by prompt, state, file, cost and position in all of them', async () => {
    const kept = anEntry('k', { state: 'not chosen', cost: '0.22 credits' })
    const gallery = await open(four)
    await gallery.post({
      ...shownOf(four),
      groups: [...shownOf(four).groups, { title: 'Kept images', entries: [kept] }],
    })
    const option = gallery.page.getByRole('option', { name: 'image k, not chosen, k.png, 0.22 credits', exact: true })
    await option.waitFor()
    expect(await option.getAttribute('aria-posinset')).toBe('5')
    expect(await option.getAttribute('aria-setsize')).toBe('5')
  })

  test('says what was done while images are compared, once', async () => {
    const gallery = await open(four)
    for (const key of ['a', 'b']) await card(gallery, key).press('Space')
    await gallery.page.getByRole('button', { name: 'Compare' }).click()
    await gallery.post({ type: 'done', text: 'The link is in guide.md.' })
    await gallery.page.getByRole('status').getByText('The link is in guide.md.').waitFor()
    expect(await gallery.page.getByText('The link is in guide.md.').count()).toBe(1)
  })

  test('variants: keys choose after a click beside the images', async () => {
    const gallery = await open(four, [aChoice('j', ['a', 'b'])])
    await gallery.post({ type: 'go', job: 'j' })
    await gallery.page.getByText('Press 1 to 4.').click()
    await gallery.page.keyboard.press('2')
    await eventually(() => expect(sent(gallery, 'choose')).toEqual([{ type: 'choose', job: 'j', key: 'b' }]))
  })

  test('says that an image can’t be shown, in its card and compared', async () => {
    const gallery = await open([anEntry('broken'), anEntry('b')])
    await card(gallery, 'broken').getByText('can’t be shown').waitFor()
    expect(await card(gallery, 'broken').getAttribute('aria-label')).toBe('image broken, can’t be shown, broken.png')
    for (const key of ['broken', 'b']) await card(gallery, key).press('Space')
    await gallery.page.getByRole('button', { name: 'Compare' }).click()
    await gallery.page.locator('.view').getByText('can’t be shown').waitFor()
  })

  test('begins a prompt at the side where its language begins', async () => {
    const gallery = await open([anEntry('a', { title: 'ثعلب أحمر' }), anEntry('b', { title: 'fox' })])
    const gaps = (key: string): Promise<number[]> =>
      card(gallery, key)
        .locator('.caption')
        .evaluate((caption) => {
          const range = document.createRange()
          range.selectNodeContents(caption)
          const [text, box] = [range.getBoundingClientRect(), caption.getBoundingClientRect()]
          return [text.left - box.left, box.right - text.right]
        })
    const [leftOfArabic = 0, rightOfArabic = 0] = await gaps('a')
    expect(leftOfArabic).toBeGreaterThan(rightOfArabic + 20)
    const [leftOfEnglish = 0, rightOfEnglish = 0] = await gaps('b')
    expect(rightOfEnglish).toBeGreaterThan(leftOfEnglish + 20)
  })

  test('moves nothing by itself: no animations and no transitions', async () => {
    const gallery = await open(four)
    await card(gallery, 'a').hover()
    const styles = await gallery.page.locator('body, body *').evaluateAll((all) =>
      all.flatMap((each) => {
        const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(each)
        return [animationName, transitionDuration, scrollBehavior]
      }),
    )
    expect([...new Set(styles)].toSorted()).toEqual(['0s', 'auto', 'none'])
  })

  test.each([
    ['light', 'normal'],
    ['dark', 'dark'],
    ['contrast light', 'normal'],
    ['contrast dark', 'dark'],
  ] as const)('has check boxes and scroll bars that suit the theme: %s', async (theme, scheme) => {
    opened = await openPage(browser, theme)
    expect(await opened.page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe(scheme)
  })

  test('refuses a fifth image, and says so', async () => {
    const gallery = await open([...four, anEntry('e')])
    for (const key of ['a', 'b', 'c', 'd', 'e']) await card(gallery, key).press('Space')
    expect(await gallery.page.locator('[aria-selected=true]').count()).toBe(4)
    await gallery.page
      .getByRole('status')
      .getByText('Select two to four images with the space bar to compare them.')
      .waitFor()
  })

  test.each([
    ['3', { type: 'choose', job: 'j', key: 'c' }],
    ['Enter', { type: 'choose', job: 'j', key: 'a' }],
  ])('variants: the key %s chooses, once', async (key, message) => {
    const gallery = await open(four, [aChoice('j', ['a', 'b', 'c', 'd'])])
    await gallery.post({ type: 'go', job: 'j' })
    await gallery.page.locator('.view').first().waitFor()
    await gallery.page.keyboard.press(key)
    await gallery.page.keyboard.press(key)
    await eventually(() => expect(sent(gallery, 'choose')).toEqual([message]))
  })

  test('variants that arrive are read out, though the focus is elsewhere', async () => {
    const gallery = await open(four, [aChoice('j', ['a', 'b'])])
    await gallery.post({ type: 'go', job: 'j' })
    await gallery.page.getByRole('status').getByText('a red fox. Press 1 to 4.').waitFor()
    expect(await gallery.violations()).toEqual([])
  })

  test('variants: a click chooses, and a button keeps all', async () => {
    const gallery = await open(four, [aChoice('j', ['a', 'b']), aChoice('k', ['c', 'd'])])
    await gallery.page.getByRole('button', { name: 'Choose…' }).first().click()
    await gallery.page.locator('.view').nth(1).click()
    await eventually(() => expect(sent(gallery, 'choose')).toEqual([{ type: 'choose', job: 'j', key: 'b' }]))
    await gallery.post(shownOf(four, [aChoice('k', ['c', 'd'])]))
    await gallery.post({ type: 'go', job: 'k' })
    await gallery.page.getByRole('button', { name: 'Keep All 2' }).click()
    await eventually(() => expect(sent(gallery, 'choose').at(-1)).toEqual({ type: 'choose', job: 'k' }))
  })

  test('variants are still asked about when the page was hidden, and Escape lets them wait', async () => {
    const shown = shownOf(four, [aChoice('j', ['a', 'b'])])
    const gallery = await open(four, [aChoice('j', ['a', 'b'])])
    await gallery.post({ type: 'go', job: 'j' })
    await gallery.page.locator('.view').first().waitFor()
    await gallery.hideAndShow()
    await gallery.post(shown)
    await gallery.page.locator('.view').nth(1).waitFor()
    await gallery.page.keyboard.press('Escape')
    await gallery.page.getByRole('button', { name: 'Choose…' }).waitFor()
    expect(sent(gallery, 'choose')).toEqual([])
  })

  test('filters by every word of prompt, name and facts, remembers that, and says how many are left', async () => {
    const gallery = await open([anEntry('a', { title: 'A red FOX' }), anEntry('b', { facts: [['Model', 'FLUX fox']] })])
    await gallery.page.getByRole('searchbox').fill('fox red')
    await gallery.page.getByRole('status').getByText('1 of 2 images').waitFor()
    await gallery.hideAndShow()
    await gallery.post(shownOf(four))
    await gallery.page.getByText('No images match the filter.').waitFor()
    expect(await gallery.page.getByRole('searchbox').inputValue()).toBe('fox red')
  })

  test('that begins again, as with another folder of images, leaves selection, scroll position and focus as they were', async () => {
    const many = Array.from({ length: 60 }, (_, at) => anEntry(`image-${at}`))
    const gallery = await open(many)
    for (const key of ['image-0', 'image-1']) await card(gallery, key).press('Space')
    await gallery.page.getByRole('searchbox').fill('image')
    await gallery.page.getByRole('listbox').evaluate((list) => (list.scrollTop = 400))
    const scrolled = (): Promise<number> => gallery.page.getByRole('listbox').evaluate((list) => list.scrollTop)
    await eventually(async () =>
      expect(await gallery.page.evaluate(() => sessionStorage.getItem('state'))).toContain('"scrollTop":400'),
    )
    await gallery.hideAndShow()
    await gallery.post(shownOf([...many, anEntry('image-new')]))
    await card(gallery, 'image-new').waitFor({ state: 'attached' })
    expect(await scrolled()).toBe(400)
    expect(await gallery.page.locator('[aria-selected=true]').count()).toBe(2)
    await gallery.page.keyboard.type('-59')
    expect(await gallery.page.getByRole('searchbox').inputValue()).toBe('image-59')
  })

  test('shows what a prompt says as text', async () => {
    const title = '<img src=x onerror=alert(1)><script>alert(2)</script>'
    const gallery = await open([anEntry('a', { title, name: title, state: title, facts: [[title, title]] })])
    await card(gallery, 'a').focus()
    expect(await gallery.page.locator('.caption').textContent()).toBe(title)
    expect(await gallery.page.locator('.details dd').textContent()).toBe(title)
    expect(await gallery.page.locator('body script').count()).toBe(1)
  })

  test('ignores what isn’t a message of the extension', async () => {
    const gallery = await open(four)
    await card(gallery, 'd').waitFor()
    for (const value of [null, 'show', { type: 'show' }, { ...shownOf([]), groups: [{ title: 1 }] }, { type: 'go' }]) {
      await gallery.post(value as never)
    }
    expect(await gallery.page.locator('[role=option]').count()).toBe(4)
  })

  test('has few images of many hundred in memory, and keeps the focus when others arrive', async () => {
    const many = Array.from({ length: 600 }, (_, index) => anEntry(`i${index}`))
    const gallery = await open(many)
    const images = gallery.page.locator('img')
    await eventually(async () => expect(await images.count()).toBeGreaterThan(5))
    expect(await images.count()).toBeLessThan(80)
    await card(gallery, 'i599').focus()
    await eventually(async () => expect(await card(gallery, 'i599').locator('img').count()).toBe(1))
    await eventually(async () => expect(await card(gallery, 'i0').locator('img').count()).toBe(0))
    expect(await images.count()).toBeLessThan(80)
    await gallery.post(shownOf([anEntry('new'), ...many]))
    await card(gallery, 'new').waitFor()
    expect(await focused(gallery)).toBe('i599')
  })

  test('takes no focus from where a user writes, and has one ready for when they come', async () => {
    opened = await openPage(browser)
    const gallery = opened
    await gallery.page.evaluate(() => void (document.hasFocus = () => false))
    await gallery.post(shownOf(four, [aChoice('j', ['b', 'c'])]))
    await gallery.post({ type: 'go', job: 'j' })
    await gallery.page.locator('.view').first().waitFor()
    expect(await gallery.page.evaluate(() => document.activeElement === document.body)).toBe(true)
    await gallery.page.evaluate(() => void window.dispatchEvent(new Event('focus')))
    expect(await gallery.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^1: image b/)
  })

  test('keeps a button that is being pressed while other images arrive', async () => {
    const gallery = await open(four)
    const insert = gallery.page.getByRole('button', { name: 'Insert Link' })
    await insert.hover()
    await gallery.page.mouse.down()
    await gallery.post(shownOf([...four, anEntry('e')]))
    await card(gallery, 'e').waitFor()
    await gallery.page.mouse.up()
    await eventually(() => expect(sent(gallery, 'act')).toEqual([{ type: 'act', action: 'insert', key: 'a' }]))
  })

  test('announces nothing when images arrive', async () => {
    const gallery = await open(four)
    await gallery.post(shownOf([...four, anEntry('e')]))
    await card(gallery, 'e').waitFor()
    expect(await gallery.page.getByRole('status').allTextContents()).toEqual(['', ''])
  })

  test('says that an image is missing, and what can be done', async () => {
    const missing = anEntry('a', {
      src: undefined,
      state: 'the file is missing',
      tone: 'warning',
      actions: ['restore'],
    })
    const gallery = await open([missing])
    await card(gallery, 'a').press('Enter')
    await eventually(() => expect(sent(gallery, 'act')).toEqual([{ type: 'act', action: 'restore', key: 'a' }]))
    expect(
      await gallery.page.getByRole('option', { name: 'image a, the file is missing, a.png', exact: true }).count(),
    ).toBe(1)
  })

  test.each(themeNames)('breaks no rule of axe: images, comparison and choice, %s', async (theme) => {
    opened = await openPage(browser, theme)
    const gallery = opened
    const broken = anEntry('broken', { cost: '0.22 credits' })
    const busy = anEntry('busy', { src: undefined, state: 'in progress', tone: 'busy', actions: ['copyPrompt'] })
    await gallery.post(shownOf([...four, busy, broken], [aChoice('j', ['a', 'b', 'c'])]))
    await card(gallery, 'a').press('Space')
    await card(gallery, 'b').press('Space')
    expect(await gallery.violations()).toEqual([])
    await gallery.page.getByRole('button', { name: 'Compare' }).click()
    expect(await gallery.violations()).toEqual([])
    await gallery.post({ type: 'go', job: 'j' })
    await gallery.page.getByText('Press 1 to 4.').waitFor()
    expect(await gallery.violations()).toEqual([])
  })
})
