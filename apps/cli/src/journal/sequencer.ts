import type { JobImage } from '@fluxkit/jobs'
import type { CliEvent } from './events.ts'

type SavedEvent = Extract<CliEvent, { type: 'saved' }>

/**
 * Images are downloaded at the same time, and reported in the order of the service: scripts read the paths line by line.
 * A failed one delays the others only while its job is running.
 */
export function createSequencer(emit: (event: CliEvent) => void): {
  /** An image was written; its event follows, not always in the order of the records. */
  written(jobId: string, index: number): void
  saved(event: SavedEvent): void
  /** No other image of the job will come for now. */
  flush(jobId: string): void
} {
  const waiting = new Map<string, SavedEvent[]>()
  /** Written by this process and not reported; keys of {@link keyOf}. */
  const unreported = new Set<string>()
  const keyOf = (jobId: string, index: number): string => `${jobId} ${index}`

  const release = (id: string, isNext: (event: SavedEvent) => boolean): void => {
    const held = (waiting.get(id) ?? []).toSorted((a, b) => a.image.index - b.image.index)
    while (held[0] !== undefined && isNext(held[0])) {
      const [event] = held.splice(0, 1)
      if (!event) continue
      unreported.delete(keyOf(id, event.image.index))
      emit(event)
    }
    if (held.length > 0) waiting.set(id, held)
    else waiting.delete(id)
  }

  return {
    written: (id, index) => void unreported.add(keyOf(id, index)),
    saved(event) {
      const { id } = event.job
      waiting.set(id, [...(waiting.get(id) ?? []), event])
      const { images } = event.job
      const isReported = ({ kept }: JobImage, at: number): boolean =>
        kept !== undefined && !unreported.has(keyOf(id, at))
      release(id, ({ image: { index } }) => images.slice(0, index).every(isReported))
    },
    flush: (id) => release(id, () => true),
  }
}
