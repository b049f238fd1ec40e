import { beforeEach, expect, test, vi } from 'vitest'
import { aView } from '../../model/jobs/fixture.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { Services } from '../../services.ts'

let answer: string | undefined
const asked = vi.fn<(message: string) => void>()
vi.mock('vscode', () => ({
  l10n: { t: (text: string) => text },
  window: {
    showWarningMessage: async (message: string) => {
      asked(message)
      return answer
    },
  },
}))

const { createHistoryCommands } = await import('./history-commands.ts')
const remove = vi.fn<(id: string) => Promise<void>>()
const read = vi.fn<(id: string) => Promise<JobView | undefined>>()
const commands = createHistoryCommands({ jobs: { read, remove } } as unknown as Services, () => undefined)

beforeEach(() => {
  vi.clearAllMocks()
  answer = undefined
})

test('an entry whose picture is saved is removed at once', async () => {
  read.mockResolvedValue(aView({ state: 'done' }))
  await commands.remove('job-00000001')
  expect([asked.mock.calls.length, remove.mock.calls]).toEqual([0, [['job-00000001']]])
})

test.each([
  [undefined, 0],
  ['Remove', 1],
])('one that may be paid for and is not saved is given up only by a person: %s', async (button, removed) => {
  answer = button
  read.mockResolvedValue(aView({ state: 'unknown', isRecoverable: true, mayCostTwice: true }))
  await commands.remove('job-00000001')
  expect(asked).toHaveBeenCalledTimes(1)
  expect(remove).toHaveBeenCalledTimes(removed)
})

test('a record that cannot be read is given up only by a person too', async () => {
  const node = { kind: 'damaged', entry: { damaged: 'Half a record.', id: 'job-00000009' } }
  await commands.remove(node)
  expect(remove).not.toHaveBeenCalled()
  answer = 'Remove'
  await commands.remove(node)
  expect(remove.mock.calls).toEqual([['job-00000009']])
})
