import type { Readable } from 'node:stream'

/** Enough that reading and writing overlap; more would only cost memory. */
const maxWaiting = 2

/**
 * The chunks of a stream, one by one as the socket delivered them. A Readable's own iterator joins all that has piled up
 * since the last step into a new buffer: for a picture that goes to disk a second copy of every byte, and half as much
 * memory again. Leaving the loop destroys the stream.
 */
export async function* streamChunks(stream: Readable): AsyncGenerator<Uint8Array, void> {
  let waiting: Uint8Array[] = []
  let ended = stream.readableEnded
  let failure: Error | undefined
  let wake: (() => void) | undefined
  const onData = (chunk: Uint8Array): void => {
    waiting.push(chunk)
    if (waiting.length >= maxWaiting) stream.pause()
    wake?.()
  }
  const onEnd = (): void => {
    ended = true
    wake?.()
  }
  const onClose = (): void => {
    failure ??= stream.errored ?? new Error('The stream was closed before its end.')
    wake?.()
  }
  // It listens until the end of the stream's days: what a destroyed one still reports is nobody's business.
  stream.on('error', onClose)
  stream.on('data', onData).on('end', onEnd).on('close', onClose)
  if (stream.destroyed) onClose()
  try {
    while (true) {
      const chunks = waiting
      waiting = []
      yield* chunks
      if (waiting.length > 0) continue
      if (ended) return
      if (failure) throw failure
      stream.resume()
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    stream.off('data', onData).off('end', onEnd).off('close', onClose).destroy()
  }
}
