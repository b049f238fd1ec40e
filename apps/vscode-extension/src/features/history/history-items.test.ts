import { beforeAll, expect, test, vi } from 'vitest'
import type * as vscode from 'vscode'
import { aView } from '../../model/jobs/fixture.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { HistoryNode } from './history-node.ts'

const there = new Set(['file:///ws/fox.png'])

class TreeItem {
  readonly label: string
  constructor(label: string) {
    this.label = label
  }
}
class MarkdownString {
  value = ''
  appendText(text: string): this {
    this.value += text
    return this
  }
  appendMarkdown(text: string): this {
    return this.appendText(text)
  }
}
vi.mock('vscode', () => ({
  TreeItem,
  MarkdownString,
  ThemeIcon: Object,
  TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
  Uri: { parse: (text: string) => ({ path: text.slice(7), toString: () => text }) },
  env: { language: 'en-GB' },
  workspace: {
    fs: {
      stat: async (uri: vscode.Uri) => {
        if (!there.has(uri.toString())) throw new Error('gone')
      },
    },
  },
}))
vi.mock('../../platform/window-facts.ts', () => ({ windowFacts: () => ({}) }))
vi.mock('../../model/jobs/ownership.ts', () => ({ isShownIn: () => true, workspaceName: () => 'other' }))
vi.mock('../../platform/t.ts', async () => {
  const { english } = await import('../../language/translator.ts')
  return { t: english.t, texts: () => english }
})
const { historyItem } = await import('./history-items.ts')

const createdAtMs = new Date(2026, 10, 29, 16, 5).getTime()
const fox = { index: 0, uri: 'file:///ws/fox.png', width: 64, height: 32 }
const job = (part: Partial<JobView>): HistoryNode => ({
  kind: 'job',
  job: aView({ createdAtMs, size: '1024x768', ...part }),
})
const spoken = async (node: HistoryNode): Promise<string | undefined> =>
  (await historyItem(node)).accessibilityInformation?.label

beforeAll(() => expect(new Date(createdAtMs).toLocaleTimeString('en-GB', { timeStyle: 'short' })).toBe('16:05'))

test.each<[string, HistoryNode, string]>([
  [
    'an image',
    job({ state: 'done', files: [fox], cost: { amount: 0.22, currency: 'credit' } }),
    'a red fox, 16:05, FLUX.1 dev · 1024 × 768 · 0.22 credits',
  ],
  [
    'an image whose file is gone',
    job({ state: 'done', files: [{ ...fox, uri: 'file:///ws/gone.png' }], isSandbox: true }),
    'a red fox, 16:05 · sandbox · missing, FLUX.1 dev · 1024 × 768 · free (sandbox)',
  ],
  [
    'a job that runs',
    job({ state: 'submitted', isHeld: true, charged: 'unknown' }),
    'a red fox, 16:05 · in progress, FLUX.1 dev · 1024 × 768 · not known whether it was charged',
  ],
  ['one of several images', { kind: 'file', job: aView(), file: fox }, 'fox.png, 64 × 32'],
  [
    'the kept images',
    { kind: 'keptGroup', images: [] },
    'Kept images, 0, Images that were not chosen, retried, discarded or replaced. They can be restored.',
  ],
  [
    'a record that can’t be read',
    { kind: 'damaged', entry: { id: 'j1', damaged: 'no JSON' } },
    'A record that can’t be read, j1, no JSON',
  ],
])('%s is read out with all that is seen and what its tooltip says', async (_, node, text) => {
  expect(await spoken(node)).toBe(text)
})

test('a prompt of any length has a short label in one line, and is whole in the tooltip', async () => {
  const prompt = `${'a fox\n'.repeat(300)}end`
  const item = await historyItem(job({ prompt }))
  expect(item.label).toMatch(/^a fox a fox .{100,}…$/)
  expect((item.tooltip as MarkdownString).value.startsWith(prompt)).toBe(true)
})
