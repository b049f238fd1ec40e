import { expect, test, vi } from 'vitest'
import { aView } from '../../model/jobs/fixture.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { Services } from '../../services.ts'

const reported: string[] = []
vi.mock('vscode', () => ({
  env: { language: 'en' },
  ProgressLocation: { Notification: 15 },
  workspace: { getConfiguration: () => ({ get: () => undefined }) },
  window: {
    withProgress: async (_options: unknown, work: (...args: unknown[]) => Promise<unknown>) =>
      work(
        { report: ({ message }: { message: string }) => reported.push(message) },
        { onCancellationRequested: () => ({ dispose: () => undefined }) },
      ),
  },
}))
const { stateText, withJobProgress } = await import('./progress.ts')

/** Runs a job that changes its state at that second. */
async function progressOf(states: Readonly<Record<number, JobView['state']>>, seconds: number): Promise<string[]> {
  reported.length = 0
  vi.useFakeTimers({ now: 0 })
  try {
    const running: { job: JobView; startedAtMs: number }[] = []
    const learned = async () => ({ byModel: new Map([['generate flux-dev', { costs: [], durationsMs: [12_000] }]]) })
    const services = { jobs: { running, learned, stop: () => undefined } } as unknown as Services
    let end = (): void => undefined
    const job = aView({ state: 'created', action: 'generate', model: 'flux-dev' })
    const done = withJobProgress(services, job, () => new Promise<void>((resolve) => (end = resolve)))
    await vi.advanceTimersByTimeAsync(0)
    for (let second = 0; second < seconds; second++) {
      const state = states[second]
      if (state !== undefined) running.splice(0, 1, { job: { ...job, state }, startedAtMs: 0 })
      await vi.advanceTimersByTimeAsync(1000)
    }
    end()
    await done
    return [...reported]
  } finally {
    vi.useRealTimers()
  }
}

test('a notification changes with the state, and else every ten seconds', async () => {
  expect(await progressOf({ 0: 'submitting', 2: 'submitted', 22: 'ready' }, 25)).toEqual([
    'submitting',
    'in progress (usually 12 s)',
    'in progress 10 s (usually 12 s)',
    'in progress 20 s (usually 12 s)',
    'saving 20 s',
  ])
})

test('the sandbox has no usual time', () => {
  const job = aView({ state: 'submitted', isSandbox: true })
  expect(stateText(job, 4000, 'usually 8 s')).toBe('in progress 4 s')
})
