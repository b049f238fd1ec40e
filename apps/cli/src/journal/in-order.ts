import type { CliEvent } from './events.ts'

type SavedEvent = Extract<CliEvent, { type: 'saved' }>

/**
 * Images are downloaded at the same time, and reported in the order of the service: scripts read the paths line by line.
 * One that failed holds nobody up for longer than its job is at work.
 */
export function createOrder(emit: (event: CliEvent) => void): {
  saved(event: SavedEvent): void
  /** No other image of the job comes for now. */
  flush(jobId: string): void
} {
  const waiting = new Map<string, SavedEvent[]>()

  const release = (id: string, isNext: (event: SavedEvent) => boolean): void => {
    const held = (waiting.get(id) ?? []).toSorted((a, b) => a.image.index - b.image.index)
    while (held[0] !== undefined && isNext(held[0])) {
      const [event] = held.splice(0, 1)
      if (event) emit(event)
    }
    if (held.length > 0) waiting.set(id, held)
    else waiting.delete(id)
  }

  return {
    saved(event) {
      const { id } = event.job
      waiting.set(id, [...(waiting.get(id) ?? []), event])
      const { images } = event.job
      release(id, ({ image: { index } }) => images.slice(0, index).every(({ kept }) => kept !== undefined))
    },
    flush: (id) => release(id, () => true),
  }
}
