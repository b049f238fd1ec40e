import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as vscode from 'vscode'
import { list, openDocument, sharedFolders, stats, wish, withSettings, writeRecord } from './support.ts'
import { withPerson } from './with-person.ts'

export function defineLimits(): void {
  suite('The limits', () => {
    const ui = withPerson('docs')

    /** As another window does it when its user continues past a limit: what was requested before counts no more. */
    async function allowMore(): Promise<void> {
      const text = JSON.stringify({ allowedSinceMs: Date.now() })
      await mkdir(sharedFolders.storage, { recursive: true })
      await writeFile(join(sharedFolders.storage, 'allowance.json'), text)
    }

    /** Images that a window of another project has requested. */
    function requestElsewhere(count: number, model = 'flux-dev'): Promise<void> {
      const atMs = Date.now()
      const place = { target: { folder: 'file:///other', stem: 'a' }, workspace: 'file:///other', reported: true }
      return writeRecord({
        id: crypto.randomUUID(),
        request: { action: 'generate', prompt: 'an owl elsewhere', model, count },
        place,
        images: Array.from({ length: count }, () => ({
          url: 'https://images.test/owl.png',
          tries: 0,
          kept: '/owl.png',
        })),
        end: { kind: 'done', charged: 'yes', atMs },
      })
    }

    async function generate(model?: RegExp): Promise<void> {
      await openDocument('docs/guide.md', '')
      ui.answer(...wish('a counted crane', model))
      await vscode.commands.executeCommand('fluxkit.generateImage')
    }

    test('of images hold for all windows: what one requested counts in the others, and what one allowed is allowed there', () =>
      withSettings({ 'limit.picturesPerSession': 3 }, async () => {
        await allowMore()
        await requestElsewhere(3)
        await generate()
        assert.deepEqual(ui.messages, ['This would exceed the limit of 3 images in this session. Continue anyway?'])
        assert.deepEqual(await list('docs/images'), [])
        await allowMore()
        await generate()
        assert.equal(ui.messages.length, 1)
        assert.deepEqual(await list('docs/images'), ['a-counted-crane.png'])
      }))

    test('of cost count what all windows requested at their prices, and without a price there is a question', () =>
      withSettings({ 'limit.costPerSession': 1, prices: { 'flux-dev': 0.4 }, currency: 'USD' }, async () => {
        await allowMore()
        await requestElsewhere(2)
        await generate()
        await generate(/FLUX\.1 pro$/)
        assert.deepEqual(ui.messages, [
          'This would exceed the cost limit of this session (1). Continue anyway?',
          'There is a cost limit (1), and the cost of this model isn’t known. Continue anyway?',
        ])
        assert.deepEqual(await list('docs/images'), [])
      }))

    test('count images of models without a price, which count in no sum of costs', () =>
      withSettings({ 'limit.picturesPerSession': 2, prices: { 'flux-dev': 0.4 }, currency: 'USD' }, async () => {
        await allowMore()
        await requestElsewhere(2, 'flux-2-max')
        await generate()
        assert.match(ui.messages.join('\n'), /exceed the limit of 2 images/)
        assert.deepEqual(await list('docs/images'), [])
      }))

    test('are as before once a batch that was allowed past them is cancelled', () =>
      withSettings({ 'limit.picturesPerSession': 4 }, async () => {
        await allowMore()
        await requestElsewhere(4)
        await openDocument('docs/guide.md', '![fox](img/fox.png)\n![owl](img/owl.png)\n')
        ui.press(/Generate 2 missing images\?/, 'Generate')
        ui.press(/exceed the limit of 4 images/, 'Continue')
        ui.cancelProgress()
        await vscode.commands.executeCommand('fluxkit.generateMissingImages')
        const { accepted } = await stats()
        const shown = ui.messages.length
        await generate()
        assert.match(ui.messages.slice(shown).join('\n'), /exceed the limit of 4 images/)
        assert.equal((await stats()).accepted, accepted)
      }))

    test('that make no sense are those of the defaults, and not unlimited', () =>
      withSettings({ 'limit.picturesPerSession': 'many' }, async () => {
        await allowMore()
        await requestElsewhere(50)
        await generate()
        assert.match(ui.messages.join('\n'), /exceed the limit of 50 images/)
        assert.deepEqual(await list('docs/images'), [])
      }))
  })
}
