import type { SentSize } from '@fluxkit/core'
import { createFluxService, isSandbox, type Job, type JobEvent, type JobHost } from '@fluxkit/jobs'
import type { Connection } from '../client/connection.ts'
import { observedClient } from '../client/observed-client.ts'
import type { CliEvent } from './events.ts'
import { createSequencer } from './sequencer.ts'
import { type Place, placeOf } from './place.ts'
import { saveImage } from './save-image.ts'
import { savedImages } from './saved-images.ts'

interface Options {
  readonly connection: Connection
  /** For jobs whose record names no folder that this program understands. */
  readonly usual: Place
  /** Goes before the folders of the records: `wait --out`. */
  readonly directory?: string | undefined
  /** Has the user stopped the program? */
  readonly isStopped: () => boolean
  /** May jobs that were saved and never submitted be submitted now? */
  readonly maySubmit: (job: Job) => boolean
  readonly emit: (event: CliEvent) => void
}

/** What the jobs package needs from the terminal program: its service, its folders, its event handlers. */
export function createJobHost({ connection, usual, directory, isStopped, maySubmit, emit }: Options): JobHost {
  const sizes = new Map<string, SentSize>()
  /** Bytes of images that were just saved, for the preview. */
  const fresh = new Map<string, Uint8Array<ArrayBuffer>>()
  const running = new Map<string, Job>()
  const sequencer = createSequencer(emit)
  const client = observedClient(connection.client, {
    onSize: (taskId, size) => void sizes.set(taskId, size),
    onPollFailed(taskId, error) {
      const job = running.get(taskId)
      if (job) emit({ type: 'trouble', job, error })
    },
  })
  const service = createFluxService({ client, address: connection.service, account: connection.account })

  return {
    async serviceFor(job) {
      if (job.service === connection.service) return service
      return isSandbox(job) ? 'gone' : 'elsewhere'
    },
    async keep(job, index, image) {
      const place = placeOf(job, usual)
      const kept = await saveImage(job, index, image, directory === undefined ? place : { ...place, directory })
      fresh.set(`${job.id} ${index}`, image.bytes)
      sequencer.written(job.id, index)
      return kept
    },
    confirm: async (job) => (maySubmit(job) ? 'submit' : 'leave'),
    onEvent(event) {
      const { job } = event
      if (job.task) running.set(job.task.id, job)
      const next = toCliEvent(event)
      if (next?.type === 'saved') sequencer.saved(next)
      else {
        if (event.type === 'failed' || event.type === 'ended') sequencer.flush(job.id)
        if (next) emit(next)
      }
    },
  }

  function toCliEvent(event: JobEvent): CliEvent | undefined {
    const { job } = event
    switch (event.type) {
      case 'submitting':
      case 'searching':
        return { type: event.type, job }
      case 'submitted':
        return { type: 'submitted', job, late: isStopped(), size: sizes.get(job.task?.id ?? '') }
      case 'progress':
        return { type: 'running', job, ...event.progress }
      case 'ready':
        return { type: 'succeeded', job }
      case 'kept': {
        const key = `${job.id} ${event.index}`
        const image = savedImages(job).find(({ index }) => index === event.index)
        const bytes = fresh.get(key)
        fresh.delete(key)
        return image && { type: 'saved', job, image, bytes }
      }
      case 'failed':
        // The outcome is reported when the work on the job ends; until then it is retried.
        return job.end === undefined ? { type: 'trouble', job, error: event.error } : undefined
      case 'write-failed':
        return { type: 'journal-failed', job, error: event.error }
      default:
        return undefined
    }
  }
}
