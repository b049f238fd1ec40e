import { eventually } from '@fluxkit/tooling/time'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { aView } from '../../model/jobs/fixture.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { Services } from '../../services.ts'

const messages: string[] = []
const answers = new Map<RegExp, string>()
const picked = vi.fn<(items: readonly { readonly job: JobView }[]) => void>()

const stat = vi.fn<() => Promise<unknown>>()

vi.mock('vscode', () => {
  const show = async (message: string): Promise<string | undefined> => {
    messages.push(message)
    return [...answers].find(([pattern]) => pattern.test(message))?.[1]
  }
  return {
    Uri: { parse: (text: string) => ({ path: text, toString: () => text }) },
    ProgressLocation: { Notification: 15 },
    commands: { executeCommand: async () => undefined },
    env: { language: 'en' },
    window: {
      showInformationMessage: show,
      showWarningMessage: show,
      showErrorMessage: show,
      showQuickPick: async (items: readonly { readonly job: JobView }[]) => {
        picked(items)
        return items
      },
      withProgress: async (_options: unknown, work: (...args: unknown[]) => Promise<unknown>) =>
        work({ report: () => undefined }, { onCancellationRequested: () => ({ dispose: () => undefined }) }),
    },
    workspace: { getConfiguration: () => ({ get: () => undefined }), fs: { stat } },
  }
})

const { createRecoveryCommands } = await import('./recovery-commands.ts')
const read = vi.fn<(id: string) => Promise<JobView | undefined>>()
const list = vi.fn<() => Promise<unknown[]>>()
const start = vi.fn<(job: unknown) => Promise<unknown>>()
const recover = vi.fn<(id: string) => Promise<JobView | undefined>>()
const downloadAgain = vi.fn<(id: string, index: number) => Promise<string>>()
const isReady = vi.fn<() => Promise<boolean>>(async () => true)
const services = {
  isReady,
  log: { info: () => undefined, error: () => undefined },
  kept: { list: async () => [] },
  jobs: {
    running: [],
    read,
    downloadAgain,
    list,
    start,
    recover,
    report: async (id: string, work?: (...given: unknown[]) => Promise<unknown>) => (await work?.({ id }, false), true),
    check: async () => ({ ok: true }),
    learned: async () => ({ byModel: new Map() }),
  },
} as unknown as Services
const commands = createRecoveryCommands(services)

beforeEach(() => {
  vi.clearAllMocks()
  messages.length = 0
  answers.clear()
  start.mockResolvedValue(aView({ state: 'done' }))
})

describe('Retry', () => {
  test('with a double click is one request, and one more after it has ended', async () => {
    read.mockResolvedValue(aView({ state: 'failed' }))
    await Promise.all([0, 1].map(() => commands.retry('job-00000001', 'paid')))
    expect(start).toHaveBeenCalledTimes(1)
    await commands.retry('job-00000001', 'paid')
    expect(start).toHaveBeenCalledTimes(2)
  })

  test.each([
    [true, undefined, 0],
    [true, 'Submit Again', 1],
    [false, undefined, 1],
  ])(
    'of a request that may be paid for (%s) warns before it costs twice: %s',
    async (mayCostTwice, answer, imageRequests) => {
      read.mockResolvedValue(aView({ state: 'failed', mayCostTwice }))
      if (answer !== undefined) answers.set(/may cost a second time/, answer)
      await commands.retry('job-00000001')
      expect(start).toHaveBeenCalledTimes(imageRequests)
      expect(messages.some((message) => /may cost a second time/.test(message))).toBe(mayCostTwice)
    },
  )

  test('is the same request again, and checks once that there is a token', async () => {
    const insertion = { document: 'file:///guide.md', kind: 'link', line: 2, character: 0, lineDigest: '' } as const
    read.mockResolvedValue(aView({ state: 'failed', size: '1:1', count: 2, insertion }))
    await commands.retry('job-00000001')
    expect(start.mock.calls[0]?.[0]).toMatchObject({
      request: { action: 'generate', prompt: 'a red fox', model: 'flux-dev', size: '1:1', count: 2 },
      place: { target: { folder: 'file:///ws/images', stem: 'a-red-fox' }, insertion },
    })
    expect(isReady).toHaveBeenCalledTimes(1)
  })
})

describe('Retry of a job whose images came', () => {
  const files = [{ index: 0, uri: 'file:///gone.png', width: 1, height: 1 }]
  const done = aView({ state: 'done', files })

  test('brings back what is gone, which costs nothing, before it requests anything', async () => {
    stat.mockRejectedValue(new Error('There is no such file.'))
    downloadAgain.mockResolvedValue('file:///gone.png')
    read.mockResolvedValue(done)
    await commands.retry(done.id)
    expect(downloadAgain.mock.calls).toEqual([[done.id, 0]])
    expect(start).not.toHaveBeenCalled()
    await commands.retry(done.id, 'paid')
    expect(start).toHaveBeenCalledTimes(1)
  })

  test('requests another image when all are there, and only the others when some did not come', async () => {
    stat.mockResolvedValue({})
    read.mockResolvedValueOnce(done)
    await commands.retry(done.id)
    expect(start).toHaveBeenCalledTimes(1)
    answers.set(/Only 1 of 3/, 'Request the Others')
    read.mockResolvedValueOnce({ ...done, count: 3, missing: 2 })
    await commands.retry(done.id)
    expect(start.mock.calls[1]?.[0]).toMatchObject({ request: { count: 2 } })
  })
})

describe('a job that was never sent', () => {
  test.each([
    ['Submit Now', 'submit'],
    ['Discard', 'discard'],
    [undefined, 'leave'],
  ] as const)('is named with its prompt; %s: %s', async (button, expected) => {
    if (button !== undefined) answers.set(/never sent/, button)
    read.mockResolvedValue(aView({ state: 'stale' }))
    expect(await commands.confirm(aView(), false)).toBe(expected)
    expect(messages).toEqual([expect.stringMatching(/never sent, and nothing was charged .*: a red fox$/)])
  })

  test.each([
    ['was discarded', undefined],
    ['is being submitted', aView({ state: 'created', isHeld: true })],
    ['was submitted', aView({ state: 'submitted' })],
    ['has ended', aView({ state: 'cancelled' })],
  ])('and %s elsewhere since: the answer changes nothing, and the user learns that', async (_, now) => {
    answers.set(/never sent/, 'Submit Now')
    read.mockResolvedValue(now)
    expect(await commands.confirm(aView(), false)).toBe('leave')
    expect(messages[1]).toBe('This question was already answered.')
  })
})

describe('Recover', () => {
  test('offers what can be recovered and nobody works on, and leaves out records that cannot be read', async () => {
    const owed = aView({ id: 'job-owed', state: 'ready', isRecoverable: true })
    list.mockResolvedValue([
      { damaged: 'Half a record.' },
      owed,
      aView({ id: 'job-held', isRecoverable: true, isHeld: true }),
      aView({ id: 'job-done', state: 'done' }),
    ])
    recover.mockResolvedValue({ ...owed, state: 'cancelled' })
    await commands.recover()
    expect(picked.mock.calls[0]?.[0].map(({ job }) => job.id)).toEqual(['job-owed'])
    expect(recover.mock.calls).toEqual([['job-owed']])
  })

  test('says so when there is nothing', async () => {
    list.mockResolvedValue([aView({ state: 'done' })])
    await commands.recover()
    expect(messages).toEqual(['There is nothing to recover.'])
  })
})

describe('fewer images than were requested', () => {
  const files = [{ index: 0, uri: 'file:///a.png', width: 1, height: 1 }]
  const fewer = aView({ state: 'done', count: 3, missing: 2, files })

  test('are named, and nothing is requested automatically', async () => {
    await commands.announce(fewer)
    await eventually(() => expect(messages).toContain('Only 1 of 3 images arrived.'))
    expect(start).not.toHaveBeenCalled()
  })

  test('are requested when a user wants the others', async () => {
    answers.set(/Only 1 of 3/, 'Request the Others')
    await commands.announce(fewer)
    await eventually(() => expect(start).toHaveBeenCalledTimes(1))
    expect(start.mock.calls[0]?.[0]).toMatchObject({ request: { prompt: 'a red fox', count: 2 } })
  })
})
