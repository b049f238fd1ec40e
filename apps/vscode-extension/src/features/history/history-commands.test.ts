import { beforeEach, expect, test, vi } from 'vitest'
import { aView } from '../../model/jobs/fixture.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { Services } from '../../services.ts'

let answer: string | undefined
const confirmed = vi.fn<(message: string) => void>()
const executed = vi.fn<(...args: string[]) => void>()
vi.mock('vscode', () => ({
  commands: { executeCommand: async (...args: string[]) => executed(...args) },
  env: { language: 'en' },
  window: {
    showInformationMessage: async () => undefined,
    showWarningMessage: async (message: string) => {
      confirmed(message)
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

test('an entry whose image is saved is removed at once', async () => {
  read.mockResolvedValue(aView({ state: 'done' }))
  await commands.remove('job-00000001')
  expect([confirmed.mock.calls.length, remove.mock.calls]).toEqual([0, [['job-00000001']]])
})

test.each([
  [undefined, 0],
  ['Remove', 1],
])('one that may be paid for and may never arrive is given up only by a user: %s', async (button, removed) => {
  answer = button
  read.mockResolvedValue(aView({ state: 'unknown', removal: 'ask' }))
  await commands.remove('job-00000001')
  expect(confirmed).toHaveBeenCalledTimes(1)
  expect(remove).toHaveBeenCalledTimes(removed)
})

test.each([undefined, 'Remove', 'Recover Now'])('one whose image waits at the service stays: %s', async (button) => {
  answer = button
  read.mockResolvedValue(aView({ state: 'submitted', removal: 'refused' }))
  await commands.remove('job-00000001')
  expect(confirmed.mock.calls).toEqual([
    ['This image may have been charged and is still at the service. Recover it first.'],
  ])
  expect(remove).not.toHaveBeenCalled()
  expect(executed.mock.calls).toEqual(button === 'Recover Now' ? [['fluxkit.recover', 'job-00000001']] : [])
})

test('one that is being made stays', async () => {
  read.mockResolvedValue(aView({ isHeld: true, removal: 'refused' }))
  await commands.remove('job-00000001')
  expect(remove).not.toHaveBeenCalled()
})

test('a record that cannot be read is given up only by a user too', async () => {
  const node = { kind: 'damaged', entry: { damaged: 'Half a record.', id: 'job-00000009' } }
  await commands.remove(node)
  expect(remove).not.toHaveBeenCalled()
  answer = 'Remove'
  await commands.remove(node)
  expect(remove.mock.calls).toEqual([['job-00000009']])
})
