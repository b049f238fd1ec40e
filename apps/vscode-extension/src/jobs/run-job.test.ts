import { AbortedError, ConnectionError, FluxError, OutcomeUnknownError } from '@fluxkit/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { aJob } from '../model/jobs/fixture.ts'
import type { Job } from '../model/jobs/job.ts'
import type { ImageService } from '../service/image-service.ts'
import { WriteError } from './failure-of.ts'
import { type JobHost, runJob } from './run-job.ts'
import { WindowClosing } from './window-closing.ts'

let saved: Job[]
let calls: string[]
let abort: AbortController
let service: ImageService
let host: JobHost

beforeEach(() => {
  saved = []
  calls = []
  abort = new AbortController()
  service = {
    async submit() {
      calls.push('submit')
      return { id: 't1', submittedAtMs: 10 }
    },
    async wait({ id }) {
      calls.push(`wait ${id}`)
      return ['https://x/0.png', 'https://x/1.png']
    },
    async download(url) {
      calls.push(`download ${url.slice(-5)}`)
      return { bytes: new Uint8Array(), extension: 'png', width: 1, height: 1 }
    },
    async upload() {
      return 'https://x/source.png'
    },
  }
  host = {
    get service() {
      return service
    },
    async save(job) {
      saved.push(job)
    },
    async linkOfSource() {
      calls.push('upload')
      return { url: 'https://x/source.png', size: { width: 640, height: 360 } }
    },
    write: async (_, index) => ({ index, uri: `file:///${index}.png`, width: 1, height: 1 }),
    now: () => 99,
  }
})

const states = (): string[] => saved.map(({ state, taskId, files }) => `${state} ${taskId ?? '-'} ${files.length}`)

test('every step is on disk before the next one begins', async () => {
  await runJob(aJob(), host, abort.signal)
  expect(states()).toEqual(['submitting - 0', 'running t1 0', 'saving t1 0', 'saving t1 1', 'saving t1 2', 'done t1 2'])
  expect(calls).toEqual(['submit', 'wait t1', 'download 0.png', 'download 1.png'])
})

test.each(['running', 'saving'] as const)(
  'a picture that is paid for is brought home although the record cannot be written in state %s',
  async (full) => {
    const rest = host
    host = {
      ...rest,
      save: (job) =>
        job.state === full ? Promise.reject(new Error('ENOSPC: no space left on device')) : rest.save(job),
    }
    const job = await runJob(aJob(), host, abort.signal)
    expect([job.state, job.taskId, job.files.length]).toEqual(['done', 't1', 2])
    expect(saved.at(-1)).toEqual(job)
  },
)

test('a service that is out of reach after the order was accepted does not read as if nothing was paid', async () => {
  service = { ...service, wait: () => Promise.reject(new ConnectionError('not_sent', 'Offline.')) }
  const { failure } = await runJob(aJob(), host, abort.signal)
  expect(failure).toMatchObject({ code: 'not_sent', charged: 'yes' })
})

test('nothing is ordered when the record cannot be written', async () => {
  host = { ...host, save: () => Promise.reject(new Error('ENOSPC: no space left on device')) }
  await expect(runJob(aJob(), host, abort.signal)).rejects.toThrow('ENOSPC')
  expect(calls).toEqual([])
})

test('an edit uploads its picture first, and keeps the link', async () => {
  await runJob(aJob({ action: 'edit', source: 'file:///a.png' }), host, abort.signal)
  expect(calls.slice(0, 2)).toEqual(['upload', 'submit'])
  expect(saved[0]).toMatchObject({ state: 'created', sourceUrl: 'https://x/source.png' })
})

test('an edit of a local file gives core the sides of its image, so that the shape is kept', async () => {
  let asked: unknown
  const submit: ImageService['submit'] = async (request) => {
    asked = request
    return { id: 't', submittedAtMs: 1 }
  }
  host = { ...host, service: { ...host.service, submit } }
  await runJob(aJob({ action: 'edit', source: 'file:///a.png' }), host, abort.signal)
  expect(asked).toMatchObject({ imageUrl: 'https://x/source.png', imageSize: { width: 640, height: 360 } })
})

test('an edit whose picture was uploaded already does not upload it again', async () => {
  const sourceUrl = 'https://x/source.png'
  await runJob(aJob({ action: 'edit', source: 'file:///a.png', sourceUrl }), host, abort.signal)
  expect(calls[0]).toBe('submit')
})

test.each([
  [{ taskId: 'late-1' }, { state: 'done', taskId: 'late-1' }, ['submit', 'wait late-1', 'download 0.png']],
  [{ imageUrls: ['https://x/0.png'] }, { state: 'done' }, ['submit', 'download 0.png']],
])('an error that shows an accepted submission (%j) brings its images home', async (details, ended, steps) => {
  const submit = () => {
    calls.push('submit')
    return Promise.reject(new FluxError('api_error', 'The service failed.', details))
  }
  const wait: ImageService['wait'] = async ({ id }) => {
    calls.push(`wait ${id}`)
    return ['https://x/0.png']
  }
  host = { ...host, service: { ...host.service, submit, wait } }

  expect(await runJob(aJob(), host, abort.signal)).toMatchObject(ended)
  expect(calls).toEqual(steps)
})

test('a job whose record cannot be written is not submitted', async () => {
  host = { ...host, save: () => Promise.reject(new Error('disk full')) }
  await expect(runJob(aJob(), host, abort.signal)).rejects.toThrow('disk full')
  expect(calls).toEqual([])
})

describe('a job that is taken up', () => {
  test('while it ran is not submitted again', async () => {
    await runJob(aJob({ state: 'running', taskId: 't7' }), host, abort.signal)
    expect(calls[0]).toBe('wait t7')
  })
  test('while it was saved fetches only what is missing', async () => {
    const files = [{ index: 0, uri: 'file:///0.png', width: 1, height: 1 }]
    const imageUrls = ['https://x/0.png', 'https://x/1.png']
    await runJob(aJob({ state: 'saving', taskId: 't7', imageUrls, files }), host, abort.signal)
    expect(calls).toEqual(['download 1.png'])
  })
})

describe('a failure', () => {
  test('of the submission whose answer was lost is an unknown outcome', async () => {
    service = { ...service, submit: () => Promise.reject(new OutcomeUnknownError('Lost.')) }
    expect(await runJob(aJob(), host, abort.signal)).toMatchObject({
      state: 'unknown',
      failure: { code: 'outcome_unknown' },
    })
  })
  test('before the submission was sent costs nothing', async () => {
    service = { ...service, submit: () => Promise.reject(new ConnectionError('not_sent', 'No.')) }
    expect(await runJob(aJob(), host, abort.signal)).toMatchObject({ state: 'failed', failure: { charged: 'no' } })
  })
  test('of the disk keeps the links, so that nothing is ordered twice', async () => {
    host = { ...host, service, write: () => Promise.reject(new WriteError('Disk full')) }
    const job = await runJob(aJob(), host, abort.signal)
    expect(job).toMatchObject({ state: 'failed', taskId: 't1', failure: { code: 'write_failed', charged: 'yes' } })
    expect(job.imageUrls).toHaveLength(2)
  })
})

describe('stopping', () => {
  const untilAborted = (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(new AbortedError('Stopped.'))))

  test('while it waits leaves a job that can be collected', async () => {
    service = { ...service, wait: (_, { signal }) => untilAborted(signal) }
    const end = runJob(aJob(), host, abort.signal)
    await Promise.resolve()
    setImmediate(() => abort.abort(new Error('stop')))
    expect(await end).toMatchObject({ state: 'stopped', taskId: 't1' })
  })

  test('in mid-submission keeps the task id that comes late', async () => {
    let late: (task: { id: string; submittedAtMs: number }) => void = () => undefined
    service = {
      ...service,
      submit(_, { signal, onLate }) {
        late = onLate
        return untilAborted(signal)
      },
    }
    const end = runJob(aJob(), host, abort.signal)
    setImmediate(() => abort.abort(new Error('stop')))
    expect((await end).taskId).toBeUndefined()
    late({ id: 'late-1', submittedAtMs: 5 })
    expect(saved.at(-1)).toMatchObject({ state: 'stopped', taskId: 'late-1' })
  })

  test('because the window closes leaves the job running, without an owner', async () => {
    service = { ...service, wait: (_, { signal }) => untilAborted(signal) }
    const owner = { windowId: 'w', pid: 1, host: 'here' }
    const end = runJob(aJob({ owner }), host, abort.signal)
    setImmediate(() => abort.abort(new WindowClosing('closing')))
    const job = await end
    expect([job.state, job.taskId, job.owner]).toEqual(['running', 't1', undefined])
  })

  test('because the window closes waits for the answer to a submission that is on its way', async () => {
    let answer: (task: { id: string; submittedAtMs: number }) => void = () => undefined
    service = {
      ...service,
      submit: (_, { signal }) =>
        new Promise((resolve, reject) => {
          answer = resolve
          signal.addEventListener('abort', () => reject(new AbortedError('Stopped.')))
        }),
      wait: (_, { signal }) => (signal.aborted ? Promise.reject(new AbortedError('Closing.')) : Promise.resolve([])),
    }
    const end = runJob(aJob(), host, abort.signal)
    setImmediate(() => {
      abort.abort(new WindowClosing('closing'))
      answer({ id: 't9', submittedAtMs: 1 })
    })
    expect(await end).toMatchObject({ state: 'running', taskId: 't9' })
  })
})
