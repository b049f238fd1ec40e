import type { FluxClient } from '@fluxkit/core'
import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import type { JobEvent } from './job-event.ts'
import type { JobTools } from './job-tools.ts'
import type { Job } from './job.ts'

/** A journal entry for tests; what does not matter to a test is filled in. */
export function aJob(fields: Partial<Job> = {}): Job {
  return {
    version: 1,
    id: '20260101-000000-abcd',
    state: 'submitting',
    createdAtMs: 0,
    updatedAtMs: 0,
    service: 'https://api.example',
    request: { action: 'generate', prompt: 'a fox', model: 'flux-dev' },
    save: { directory: '/pictures', namePattern: '{prompt}', metadata: true },
    ...fields,
  }
}

export interface FakeTools extends JobTools {
  readonly clock: FakeClock
  readonly events: JobEvent[]
  /** Every state of every job, as it was written down. */
  readonly written: Job[]
  readonly controller: AbortController
}

/** Tools whose journal is a list; `submit` and `wait` behave as the test says. */
export function fakeTools({
  submit,
  wait,
  savePicture,
  owner,
  failWritesAfter = Infinity,
}: {
  readonly submit?: FluxClient['submit']
  readonly wait?: FluxClient['tasks']['wait']
  readonly savePicture?: JobTools['savePicture']
  readonly owner?: { readonly pid: number; readonly hostname: string }
  /** So many writes of the journal succeed, then the disk is full. */
  readonly failWritesAfter?: number
} = {}): FakeTools {
  const events: JobEvent[] = []
  const written: Job[] = []
  const controller = new AbortController()
  const missing = (): never => {
    throw new Error('not expected')
  }
  const client = { submit: submit ?? missing, tasks: { wait: wait ?? missing } } as unknown as FluxClient
  return {
    client,
    clock: createFakeClock(1_000),
    controller,
    stop: controller.signal,
    deadlineMs: 60_000,
    events,
    written,
    emit: (event) => void events.push(event),
    store: {
      folder: '/journal',
      write: async (job) => {
        if (written.length >= failWritesAfter) throw new Error('disk full')
        written.push(job)
      },
      read: async (id) => written.findLast((job) => job.id === id),
      list: async () => ({ jobs: written, unreadable: 0 }),
      delete: async () => undefined,
    },
    locks: {
      acquire: async () => (owner === undefined ? { release: async () => undefined } : { owner }),
      ownerOf: async () => owner,
    },
    savePicture:
      savePicture ??
      (async (_job, image, index) => ({
        bytes: new Uint8Array(),
        picture: {
          path: `/pictures/${index}.png`,
          url: image.url,
          format: 'png',
          width: 1,
          height: 1,
          sizeBytes: 1,
          hasMetadata: true,
        },
      })),
  }
}
