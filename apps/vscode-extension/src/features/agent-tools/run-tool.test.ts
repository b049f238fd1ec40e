import { beforeEach, expect, test, vi } from 'vitest'
import type * as vscode from 'vscode'
import { aJob } from '../../model/jobs/fixture.ts'
import type { Services } from '../../services.ts'
import type { Order } from '../order/order.ts'

class CancellationError extends Error {}
class TextPart {
  readonly value: string
  constructor(value: string) {
    this.value = value
  }
}

vi.mock('vscode', () => ({
  CancellationError,
  LanguageModelTextPart: TextPart,
  LanguageModelDataPart: { image: () => ({}) },
  LanguageModelToolResult: class {
    readonly content: unknown[]
    constructor(content: unknown[]) {
      this.content = content
    }
  },
  Uri: { parse: (text: string) => ({ path: text.slice('file://'.length) }) },
  workspace: {
    asRelativePath: ({ path }: { path: string }) => path.slice(1),
    getConfiguration: () => ({ get: () => undefined }),
    fs: { readFile: () => Promise.reject(new Error('the disk is gone')) },
  },
}))

const { runTool } = await import('./run-tool.ts')
const order = {
  action: 'generate',
  prompt: 'a red fox',
  folder: { toString: () => 'file:///pics' },
  stem: 'fox',
} as unknown as Order
const spend = vi.fn<() => void>()
const start = vi.fn<() => Promise<unknown>>()
const services = {
  isReady: async () => true,
  budget: { check: () => ({ ok: true }), spend },
  log: { info: () => undefined },
  jobs: { start, stop: () => undefined },
} as unknown as Services

function token(isCancellationRequested: boolean): vscode.CancellationToken {
  return { isCancellationRequested, onCancellationRequested: () => ({ dispose: () => undefined }) }
}

beforeEach(() => {
  vi.clearAllMocks()
  const files = [{ index: 0, uri: 'file:///pics/fox.png', width: 10, height: 10 }]
  start.mockResolvedValue(aJob({ state: 'done', files }))
})

test('a call that was cancelled before it began orders nothing and uses up nothing', async () => {
  await expect(runTool(services, order, token(true))).rejects.toBeInstanceOf(CancellationError)
  expect([start.mock.calls.length, spend.mock.calls.length]).toEqual([0, 0])
})

test('a picture that is saved is no failure when it cannot be shown: the model would order it again', async () => {
  const { content } = await runTool(services, order, token(false))
  expect(content).toHaveLength(1)
  expect((content[0] as TextPart).value).toMatch(/^Saved pics\/fox\.png \(10x10\)/)
})
