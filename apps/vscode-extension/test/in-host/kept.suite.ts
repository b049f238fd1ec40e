import assert from 'node:assert/strict'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as vscode from 'vscode'
import { writeKept } from '../../src/model/kept/kept-image.ts'
import { entryOf, openGallery } from './scripted-gallery.ts'
import { eventually, openDocument, sharedFolders, wish, withSettings } from './support.ts'
import { withPerson } from './with-person.ts'

const folder = join(sharedFolders.storage, 'kept')
const dayMs = 86_400_000

export function defineKept(): void {
  suite('Images that are kept', () => {
    const ui = withPerson('docs')
    const clear = (): Promise<void> => rm(folder, { recursive: true, force: true })
    setup(clear)
    teardown(clear)

    /** Images that an earlier window has put aside; the older ones come first. */
    async function keepBefore(count: number, ageMs: number): Promise<void> {
      const facts = { reason: 'variant', jobId: 'job', prompt: 'an owl', width: 64, height: 64 } as const
      for (let at = 0; at < count; at++) {
        const keptAtMs = Date.now() - ageMs + at
        const id = `${String(keptAtMs).padStart(15, '0')}-${String(at).padStart(8, '0')}`
        await mkdir(join(folder, id), { recursive: true })
        await writeFile(join(folder, id, 'image.png'), 'an owl')
        const kept = writeKept({ ...facts, id, keptAtMs, from: 'file:///other/owl.png', bytes: 6 })
        await writeFile(join(folder, id, 'facts.json'), kept)
      }
    }

    /** Without those that are being written. */
    const ids = async (): Promise<string[]> =>
      (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('.')).toSorted()

    test('are bounded in number, size and days by settings, and the ten newest stay whatever these say', async () => {
      await openDocument('docs/guide.md', '')
      ui.answer(...wish('four larks', /dev/, /1024/, /^4 images/))
      ui.choose('all')
      await vscode.commands.executeCommand('fluxkit.generateImage')
      await eventually('the page of the choice to be closed', () => ui.panels.at(-1)?.isDisposed === true)
      const panel = await openGallery(ui)
      const cases = [
        { settings: {}, ageMs: dayMs, left: 13 },
        { settings: { 'kept.maxImages': 11 }, ageMs: dayMs, left: 11 },
        { settings: { 'kept.maxMegabytes': 0 }, ageMs: dayMs, left: 10 },
        { settings: { 'kept.maxDays': 1 }, ageMs: 2 * dayMs, left: 10 },
      ]
      for (const [index, { settings, ageMs, left }] of cases.entries()) {
        await clear()
        await keepBefore(12, ageMs)
        const before = await ids()
        await withSettings(settings, async () => {
          const { key } = await entryOf(panel, index === 0 ? 'four-larks.png' : `four-larks-${index + 1}.png`)
          panel.post({ type: 'act', action: 'aside', key })
          await eventually(`${left} images that are kept`, async () => (await ids()).length === left)
        })
        const after = await ids()
        assert.deepEqual(after.slice(0, -1), before.slice(13 - left))
        assert.equal(before.includes(after.at(-1) ?? ''), false)
      }
    })
  })
}
