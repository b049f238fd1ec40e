import { until } from '../host/until.ts'
import { untilFiles } from '../flows/files.ts'
import { type Records, untilAccepted } from '../flows/records.ts'
import type { Workbench } from '../flows/workbench.ts'
import type { Shoot } from './shoot.ts'

interface ViewTools {
  readonly bench: Workbench
  readonly folder: string
  readonly records: Records
  readonly shoot: Shoot
}

/** Views that belong together, in their own window. */
interface View {
  readonly name: string
  /** Size of the window, where the usual size is too small. */
  readonly size?: { readonly width: number; readonly height: number }
  readonly run: (tools: ViewTools) => Promise<void>
}

/** Prompt, model, size and count, with an image of the questions. */
const questions: View = {
  name: 'questions',
  async run({ bench, shoot }) {
    const { page } = bench
    await bench.openFile('guide.md')
    await bench.toEnd()
    await bench.run('Fluxkit: Generate Image…')
    await shoot('question prompt')
    await bench.answer('A lighthouse at dawn')
    await shoot('question model')
    await bench.choose(/^\s*FLUX\.1 dev/)
    await shoot('question size')
    await bench.choose(/square|1024/)
    await shoot('question count')
    await bench.choose('More options…')
    await shoot('question file')
    await page.keyboard.press('Escape')
  },
}

/** Each step, with what is beside it. */
const walkthrough: View = {
  name: 'walkthrough',
  // Narrower windows have no room for what is beside a step.
  size: { width: 1600, height: 900 },
  async run({ bench, shoot }) {
    const { page } = bench
    await bench.run('Welcome: Open Walkthrough...')
    await bench.choose('Images with Fluxkit')
    const media = page.locator('.getting-started-media')
    const steps = [
      ['Connect, or try without an account', page.locator('iframe.webview.ready')],
      ['Your first image', media.getByRole('img')],
      ['Edit an image with a sentence', media.getByRole('img')],
      ['Let an agent do it', page.locator('iframe.webview.ready')],
    ] as const
    for (const [at, [title, beside]] of steps.entries()) {
      await page.getByText(title).first().click()
      await beside.first().waitFor()
      await shoot(`walkthrough ${at + 1}`)
    }
  },
}

/** Each group. */
const settings: View = {
  name: 'settings',
  size: { width: 1280, height: 1200 },
  async run({ bench, shoot }) {
    const { page } = bench
    await bench.run('Preferences: Open Settings (UI)')
    await page.locator('.settings-editor .suggest-input-container').first().click()
    await page.keyboard.type('@ext:fluxkit.fluxkit')
    const items = page.locator('.settings-editor .setting-item', { hasText: /Fluxkit/ })
    await items.first().waitFor()
    for (const [group, setting] of [
      ['Images', 'Output Directory'],
      ['Costs and limits', 'Currency'],
      ['Kept images', 'Max Images'],
      ['Service', 'Sandbox'],
    ] as const) {
      // The focus leaves the search: its suggestions cover what is below.
      await page.getByRole('treeitem', { name: `${group}, group`, exact: true }).click()
      await items.filter({ hasText: setting }).first().waitFor()
      await page.locator('.suggest-widget:visible').waitFor({ state: 'hidden' })
      await shoot(`settings ${group.toLowerCase()}`)
    }
  },
}

/** What a job shows while it runs, when it fails, and in the history. */
const jobs: View = {
  name: 'jobs',
  async run({ bench, folder, records, shoot }) {
    const { page } = bench
    await bench.openFile('guide.md')
    await bench.toEnd()
    await bench.generate('A red fox in the snow')
    await untilFiles(['a-red-fox-in-the-snow.png'], /fox/, folder, 'images')
    await bench.generate('A forbidden fox [sim:moderation]')
    await bench.message(/refused this prompt/)
    await shoot('message failure')
    await bench.run('Notifications: Clear All Notifications')
    await bench.generate('An endless fox [sim:never-finishes]')
    // Before that, stopping costs nothing and says so.
    await untilAccepted(records, 'An endless fox [sim:never-finishes]')
    await bench.message(/Generating with FLUX/)
    await shoot('progress')
    await bench.run('Fluxkit: Show Images in Progress')
    await shoot('images in progress')
    await page.keyboard.press('Escape')
    await bench.press(/Generating with FLUX/, 'Cancel')
    await bench.message(/It was stopped/)
    await shoot('message stopped')
    await bench.run('Fluxkit: Show History')
    const entry = page.locator('.monaco-list-row', { hasText: 'A red fox in the snow' }).first()
    await entry.waitFor()
    await shoot('history', entry)
    await bench.openFile('guide.md')
    await bench.run('Fluxkit: Generate Image…')
    await bench.answer('A red fox in the snow')
    // What the first image has taught.
    await page.locator('.quick-input-widget:visible', { hasText: 'credits' }).waitFor()
    await shoot('question model learned')
  },
}

/** Variants, and the gallery that they are chosen in. */
const gallery: View = {
  name: 'gallery',
  async run({ bench, folder, shoot }) {
    const { page } = bench
    const content = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame')
    await bench.openFile('guide.md')
    await bench.toEnd()
    await bench.run('Fluxkit: Generate Image…')
    await bench.answer('Three cheetahs')
    await bench.choose(/^\s*FLUX\.1 dev/)
    await bench.choose(/square|1024/)
    await bench.choose('3 images')
    await content.locator('.view img').nth(2).waitFor()
    await shoot('gallery choice')
    await content.locator('.view').first().press('2')
    await untilFiles(['three-cheetahs-2.png'], /cheetahs/, folder, 'images')
    await bench.run('Fluxkit: Open Gallery')
    const options = content.getByRole('option', { name: /cheetahs/ })
    await options.nth(1).waitFor()
    await options.first().click()
    await shoot('gallery')
    await options.first().press('Space')
    await options.nth(1).press('Space')
    await content.getByText('2 of 4 selected').waitFor()
    await shoot('gallery selected')
    await content.getByRole('button', { name: 'Compare' }).first().click()
    await shoot('gallery compare')
  },
}

/** From the question for the upload to before and after. */
const edit: View = {
  name: 'edit',
  async run({ bench, folder, shoot }) {
    const { page } = bench
    await bench.openFile('fox.png')
    await page.locator('.editor-actions').getByLabel('Edit Image…').first().click()
    await bench.answer('make it night')
    await bench.choose('FLUX Kontext pro')
    await page.locator('.monaco-dialog-box').waitFor()
    await shoot('upload question')
    await bench.confirm('Upload')
    await untilFiles(['fox-edited.png', 'fox.png'], /^fox/, folder)
    await bench.message(/is ready/)
    await shoot('edit comparison')
    await bench.press(/is ready/, 'Replace')
    await bench.message(/was replaced/)
    await shoot('edit replaced')
    await bench.openFile('placeholders.md')
    await bench.run('Fluxkit: Generate Missing Images in This File')
    await until('the question', async () => (await page.locator('.monaco-dialog-box').count()) > 0 || undefined)
    await shoot('missing images question')
  },
}

export const views: readonly View[] = [questions, walkthrough, settings, jobs, gallery, edit]
