import { ImageDownloadError } from '@fluxkit/core/images'
import { AbortedError, type FluxClient, OutcomeUnknownError, TaskFailedError, WaitDeadlineError } from '@fluxkit/core'
import { describe, expect, it } from 'vitest'
import { aJob, fakeTools, type FakeTools } from './fakes.ts'
import { resumeJob, runNewJob } from './run-job.ts'

const draft = { service: 'https://api.example', request: aJob().request, save: aJob().save }
const sandboxDraft = { ...draft, service: 'sandbox' }
const accept: FluxClient['submit'] = async () => ({
  id: 'task-1',
  action: 'generate',
  model: 'flux-dev',
  size: { sent: '1024x1024', chosenBy: 'default' },
  submittedAtMs: 1_000,
})
const finish: FluxClient['tasks']['wait'] = async (taskId) => ({
  taskId,
  images: [
    { url: 'https://host.example/0.png', seed: 0, raw: {} },
    { url: 'https://host.example/1.png', raw: {} },
  ],
  raw: {},
})

function states({ written }: FakeTools): string[] {
  return written.map(({ state }) => state)
}

describe('runNewJob', () => {
  it('writes each step down, the first one before anything is submitted', async () => {
    const before: string[] = []
    const tools: FakeTools = fakeTools({
      submit: async (...args) => {
        before.push(...states(tools))
        return accept(...args)
      },
      wait: finish,
    })
    const { job, pictures } = await runNewJob(tools, draft, () => 0)
    expect(before).toEqual(['submitting'])
    expect(states(tools)).toEqual(['submitting', 'submitted', 'succeeded', 'succeeded', 'saved'])
    expect(job).toMatchObject({
      id: '19700101-000001-aaaa',
      state: 'saved',
      taskId: 'task-1',
      images: [{ seed: 0 }, {}],
    })
    expect(pictures.map(({ path }) => path)).toEqual(['/pictures/0.png', '/pictures/1.png'])
  })

  it('tells what happens', async () => {
    const tools = fakeTools({ submit: accept, wait: finish })
    await runNewJob(tools, draft, () => 0)
    expect(tools.events.map(({ type }) => type)).toEqual(['submitting', 'submitted', 'succeeded', 'saved', 'saved'])
  })

  it('keeps an unknown outcome as such', async () => {
    const submit = async (): Promise<never> => {
      throw new OutcomeUnknownError('The answer was lost.')
    }
    const tools = fakeTools({ submit })
    const { job, error } = await runNewJob(tools, draft, () => 0)
    expect(job).toMatchObject({ state: 'outcome-unknown', error: { code: 'outcome_unknown', charged: 'unknown' } })
    expect(error).toMatchObject({ code: 'outcome_unknown' })
  })

  it('leaves a task pending that is still running at the deadline', async () => {
    const wait = async (): Promise<never> => {
      throw new WaitDeadlineError(60_000, { taskId: 'task-1' })
    }
    const tools = fakeTools({ submit: accept, wait })
    expect((await runNewJob(tools, draft, () => 0)).job.state).toBe('submitted')
  })

  it('ends a job whose task failed', async () => {
    const wait = async (): Promise<never> => {
      throw new TaskFailedError('No GPU.', { taskId: 'task-1' })
    }
    const tools = fakeTools({ submit: accept, wait })
    expect((await runNewJob(tools, draft, () => 0)).job).toMatchObject({
      state: 'failed',
      error: { code: 'task_failed' },
    })
  })

  it('saves the other pictures when one cannot be fetched, and keeps the job pending', async () => {
    const usual = fakeTools().savePicture
    const tools = fakeTools({
      submit: accept,
      wait: finish,
      savePicture: async (job, image, index) => {
        if (index === 0) throw new ImageDownloadError('image_unavailable', 'Gone.')
        return usual(job, image, index)
      },
    })
    const { job, pictures, error } = await runNewJob(tools, draft, () => 0)
    expect(job).toMatchObject({ state: 'succeeded', files: [{ index: 1, path: '/pictures/1.png' }] })
    expect(pictures).toHaveLength(1)
    expect(error).toMatchObject({ code: 'image_unavailable' })
  })

  describe('when the journal cannot be written any more', () => {
    it('collects all the same what was accepted, and says that it is not written down', async () => {
      const tools = fakeTools({ submit: accept, wait: finish, failWritesAfter: 1 })
      const { job, pictures, error } = await runNewJob(tools, draft, () => 0)
      expect(states(tools)).toEqual(['submitting'])
      expect(pictures.map(({ path }) => path)).toEqual(['/pictures/0.png', '/pictures/1.png'])
      expect(error).toBeUndefined()
      expect(job).toMatchObject({ state: 'saved', taskId: 'task-1' })
      expect(tools.events.map(({ type }) => type)).toEqual([
        'submitting',
        'journal-failed',
        'submitted',
        'journal-failed',
        'succeeded',
        'journal-failed',
        'saved',
        'journal-failed',
        'saved',
      ])
    })

    it('submits nothing that could not be written down', async () => {
      const tools = fakeTools({ failWritesAfter: 0 })
      await expect(runNewJob(tools, draft, () => 0)).rejects.toThrow('disk full')
    })

    it('keeps the error of a submission, which says what was charged', async () => {
      const submit = async (): Promise<never> => {
        throw new OutcomeUnknownError('The answer was lost.')
      }
      const tools = fakeTools({ submit, failWritesAfter: 1 })
      expect((await runNewJob(tools, draft, () => 0)).error).toMatchObject({ code: 'outcome_unknown' })
    })
  })

  describe('stopped in mid-submission', () => {
    const stoppedSubmit = (lateAfterMs: number | undefined): { tools: FakeTools } => {
      const submit: FluxClient['submit'] = (_request, { onProgress, signal } = {}) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            reject(new AbortedError('Stopped.', { charged: 'unknown' }))
            if (lateAfterMs === undefined) return
            tools.clock.setTimer(
              () =>
                onProgress?.({
                  type: 'submitted',
                  taskId: 'task-1',
                  size: { sent: '1024x1024', chosenBy: 'default' },
                  atMs: 1_500,
                  late: true,
                }),
              lateAfterMs,
            )
          })
        })
      const tools = fakeTools({ submit })
      return { tools }
    }

    it('takes an id that comes late', async () => {
      const { tools } = stoppedSubmit(2_900)
      const running = runNewJob(tools, draft, () => 0)
      await tools.clock.advance(0)
      tools.controller.abort('SIGINT')
      await tools.clock.advance(2_900)
      const { job, error } = await running
      expect(job).toMatchObject({ state: 'submitted', taskId: 'task-1' })
      expect(error).toMatchObject({ code: 'aborted' })
      expect(tools.events.at(-1)).toMatchObject({ type: 'submitted', late: true })
    })

    it('waits three seconds for it and no longer, and leaves no timer', async () => {
      const { tools } = stoppedSubmit(undefined)
      const running = runNewJob(tools, draft, () => 0)
      await tools.clock.advance(0)
      tools.controller.abort('SIGINT')
      await tools.clock.advance(3_000)
      expect((await running).job.state).toBe('outcome-unknown')
      expect(tools.clock.pendingDelaysMs()).toEqual([])
    })
  })

  it('leaves nothing to collect from the sandbox when a picture cannot be fetched, and keeps that error', async () => {
    const tools = fakeTools({
      submit: accept,
      wait: finish,
      savePicture: async () => {
        throw new ImageDownloadError('image_unavailable', 'Gone.')
      },
    })
    const { error } = await runNewJob(tools, sandboxDraft, () => 0)
    expect(error).toMatchObject({ code: 'image_unavailable' })
    expect(tools.written.at(-1)).toMatchObject({ state: 'failed', error: { code: 'sandbox_ended', charged: 'no' } })
  })

  it('leaves nothing to collect when the sandbox is stopped', async () => {
    const wait = (): Promise<never> => {
      tools.controller.abort('SIGINT')
      throw new AbortedError('Stopped.', { taskId: 'task-1', charged: 'yes' })
    }
    const tools = fakeTools({ submit: accept, wait })
    expect((await runNewJob(tools, sandboxDraft, () => 0)).job).toMatchObject({
      state: 'failed',
      error: { code: 'sandbox_ended' },
    })
  })
})

describe('resumeJob', () => {
  it('never submits a job that was interrupted in mid-submission', async () => {
    const tools = fakeTools()
    const { job, error } = await resumeJob(tools, aJob({ state: 'submitting' }))
    expect(job.state).toBe('outcome-unknown')
    expect(error).toMatchObject({ code: 'outcome_unknown', exitCode: 7 })
  })

  it('saves only the pictures that are missing', async () => {
    const tools = fakeTools()
    const job = aJob({
      state: 'succeeded',
      images: [{ url: 'https://host.example/0.png' }, { url: 'https://host.example/1.png' }],
      files: [{ index: 0, path: '/pictures/0.png' }],
    })
    const { pictures, job: saved } = await resumeJob(tools, job)
    expect(pictures.map(({ path }) => path)).toEqual(['/pictures/1.png'])
    expect(saved).toMatchObject({ state: 'saved', files: [{ index: 0 }, { index: 1 }] })
  })

  it('looks again what another process has made of the job meanwhile', async () => {
    const tools = fakeTools()
    await tools.store.write(aJob({ state: 'saved', files: [{ index: 0, path: '/pictures/0.png' }] }))
    await resumeJob(tools, aJob({ state: 'submitted', taskId: 'task-1' }))
    expect(tools.events.map(({ type }) => type)).toEqual(['already-saved'])
  })

  it('keeps off a job that another process works on', async () => {
    const tools = fakeTools({ owner: { pid: 42, hostname: 'here' } })
    const { error } = await resumeJob(tools, aJob({ state: 'submitted', taskId: 'task-1' }))
    expect(error).toMatchObject({ code: 'job_busy' })
    expect(tools.written).toEqual([])
  })

  it('passes on when the task was submitted', async () => {
    let seen: unknown
    const tools = fakeTools({
      wait: async (id, options) => {
        seen = [id, options?.model, options?.submittedAtMs, options?.deadlineMs]
        return finish(id)
      },
    })
    await resumeJob(tools, aJob({ state: 'submitted', taskId: 'task-1', submittedAtMs: 77 }))
    expect(seen).toEqual(['task-1', 'flux-dev', 77, 60_000])
  })
})
