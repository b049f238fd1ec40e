import { FluxError } from '@fluxkit/core'
import { JobRefusal } from '@fluxkit/jobs'
import { eventually } from '@fluxkit/tooling/time'
import { beforeEach, expect, test, vi } from 'vitest'
import { aView } from '../../model/jobs/fixture.ts'
import type { Services } from '../../services.ts'

const there = new Set<string>()
const messages: string[] = []
const executed: unknown[][] = []
let answer: string | undefined

vi.mock('vscode', () => ({
  Uri: { parse: (text: string) => ({ path: text.slice('file://'.length), toString: () => text }) },
  commands: { executeCommand: async (...given: unknown[]) => void executed.push(given) },
  env: { language: 'en' },
  window: {
    showWarningMessage: async (message: string) => {
      messages.push(message)
      return answer
    },
  },
  workspace: {
    fs: {
      stat: async (uri: { toString(): string }) => {
        if (!there.has(uri.toString())) throw new Error('There is no such file.')
      },
    },
  },
}))
vi.mock('./restore.ts', () => ({
  restore: async (_: unknown, { id }: { id: string }) => ({ path: `/restored/${id}` }),
}))
const { bringBack, missingFiles } = await import('./bring-back.ts')

const file = (index: number) => ({ index, uri: `file:///ws/fox-${index}.png`, width: 1, height: 1 })
const job = aView({ id: 'job-1', state: 'done', files: [file(0), file(1)] })
const downloadAgain = vi.fn<(id: string, index: number) => Promise<string>>()
const kept: object[] = []
const services = {
  log: { error: () => undefined },
  kept: { list: async () => kept },
  jobs: { downloadAgain },
} as unknown as Services

beforeEach(() => {
  vi.clearAllMocks()
  there.clear()
  for (const each of [messages, executed, kept]) each.length = 0
  answer = undefined
})

test('only files that are gone are missing', async () => {
  there.add('file:///ws/fox-0.png')
  expect(await missingFiles(job)).toEqual([file(1)])
})

test('an image that was put aside comes back from there, and is not downloaded', async () => {
  kept.push({ id: 'kept-1', jobId: 'job-1', index: 1 }, { id: 'kept-2', jobId: 'job-2', index: 0 })
  expect(await bringBack(services, job, [file(1)])).toEqual([{ path: '/restored/kept-1' }])
  expect(downloadAgain).not.toHaveBeenCalled()
})

test('any other is downloaded again, without a question and without a request', async () => {
  downloadAgain.mockResolvedValue('file:///ws/fox-1.png')
  expect((await bringBack(services, job, [file(1)])).map(String)).toEqual(['file:///ws/fox-1.png'])
  expect(downloadAgain.mock.calls).toEqual([['job-1', 1]])
  expect([messages, executed]).toEqual([[], []])
})

test('a double click downloads an image once', async () => {
  downloadAgain.mockResolvedValue('file:///ws/fox-1.png')
  await Promise.all([0, 1].map(() => bringBack(services, job, [file(1)])))
  expect(downloadAgain).toHaveBeenCalledTimes(1)
})

test.each([
  [new FluxError('image_unavailable', 'HTTP 404.'), /^fox-0\.png couldn’t be restored\. .*again costs again\.$/],
  [new FluxError('save_failed', 'ENOSPC: no space left'), /fox-0\.png couldn’t be restored\. .*ENOSPC/],
  [new JobRefusal('elsewhere', 'The image is at another service.'), /another service/],
  [new Error('a mistake'), /a mistake/],
])('where neither works (%s) the user learns why and that it costs, and decides', async (error, message) => {
  downloadAgain.mockRejectedValue(error)
  expect(await bringBack(services, job, [file(0)])).toEqual([])
  await eventually(() => expect(messages).toEqual([expect.stringMatching(message)]))
  expect(executed).toEqual([])
  answer = 'Submit Again'
  await bringBack(services, job, [file(0)])
  await eventually(() => expect(executed).toEqual([['fluxkit.retry', 'job-1', 'paid']]))
})

test('one that fails does not keep the others from coming back', async () => {
  downloadAgain.mockRejectedValueOnce(new Error('a mistake')).mockResolvedValueOnce('file:///ws/fox-1.png')
  expect((await bringBack(services, job, job.files)).map(String)).toEqual(['file:///ws/fox-1.png'])
})
