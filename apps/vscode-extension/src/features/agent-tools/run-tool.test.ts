import { beforeEach, expect, test, vi } from 'vitest'
import type * as vscode from 'vscode'
import { aView } from '../../model/jobs/fixture.ts'
import type { Services } from '../../services.ts'
import type { ImageRequest } from '../submission/image-request.ts'

class CancellationError extends Error {}
class TextPart {
  readonly value: string
  constructor(value: string) {
    this.value = value
  }
}

vi.mock('vscode', () => ({
  commands: { executeCommand: async () => undefined },
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
const imageRequest = {
  action: 'generate',
  prompt: 'a red fox',
  folder: { toString: () => 'file:///pics' },
  stem: 'fox',
} as unknown as ImageRequest
const check = vi.fn<() => Promise<unknown>>()
const start = vi.fn<() => Promise<unknown>>()
const services = {
  isReady: async () => true,
  log: { info: () => undefined },
  jobs: {
    report: async () => true,
    start,
    check,
    stop: () => undefined,
    learned: async () => ({ byModel: new Map() }),
  },
} as unknown as Services

function token(isCancellationRequested: boolean): vscode.CancellationToken {
  return { isCancellationRequested, onCancellationRequested: () => ({ dispose: () => undefined }) }
}

beforeEach(() => {
  vi.clearAllMocks()
  const files = [{ index: 0, uri: 'file:///pics/fox.png', width: 10, height: 10 }]
  check.mockResolvedValue({ ok: true })
  start.mockResolvedValue(aView({ state: 'done', files }))
})

test('a call that was cancelled before it began submits nothing', async () => {
  await expect(runTool(services, imageRequest, token(true))).rejects.toBeInstanceOf(CancellationError)
  expect(start).not.toHaveBeenCalled()
})

test('a saved image is not a failure when it cannot be shown: the model would request it again', async () => {
  const { content } = await runTool(services, imageRequest, token(false))
  expect(content).toHaveLength(1)
  expect((content[0] as TextPart).value).toMatch(/^Saved pics\/fox\.png \(10x10\)/)
})

test.each([
  ['that is checked first', () => check.mockResolvedValue({ ok: false, limit: 'images', value: 3 })],
  [
    'that another window has just used up',
    () => start.mockResolvedValue({ ok: false, limit: 'agentImages', value: 3 }),
  ],
])('a limit %s is named, and the model is asked not to continue', async (_, reach) => {
  reach()
  await expect(runTool(services, imageRequest, token(false))).rejects.toThrow(
    /limit of this session.*: 3.*Do not call again/,
  )
})

test('fewer images than were requested are reported, and the model is asked not to submit the others', async () => {
  const files = [{ index: 0, uri: 'file:///pics/fox.png', width: 10, height: 10 }]
  start.mockResolvedValue(aView({ state: 'done', files, count: 3, missing: 2 }))
  const { content } = await runTool(services, { ...imageRequest, count: 3 }, token(false))
  expect((content[0] as TextPart).value).toMatch(
    /Only 1 of 3 images arrived\. Do not call again for the others unless the user asks for it\./,
  )
})

test.each([
  ['unknown', /Do not call again unless the user asks for it\./],
  ['no', /^(?!.*Do not call again)/],
] as const)('a failure with charge %s says what to do', async (charged, reported) => {
  const failure = { code: 'api_error', summary: 'It broke.', charged }
  start.mockResolvedValue(aView({ state: 'failed', failure, isRecoverable: charged === 'unknown' }))
  await expect(runTool(services, imageRequest, token(false))).rejects.toThrow(reported)
})
