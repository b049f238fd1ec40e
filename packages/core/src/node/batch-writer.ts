import type { FileHandle } from 'node:fs/promises'

/** Fewer, larger writes: each costs a trip to the thread pool, whatever its size. */
const defaultBatchBytes = 256 * 1024

/** Writes to a file in batches, one in progress while the next is gathered. */
export interface BatchWriter {
  /** Forgets what was written. */
  reset(): Promise<void>
  /** Resolves when there is room for more. The chunk must not change afterwards. */
  write(chunk: Uint8Array): Promise<void> | void
  /** Resolves when all has been written. */
  flush(): Promise<void>
}

export function createBatchWriter(
  handle: Pick<FileHandle, 'truncate' | 'writev'>,
  batchBytes: number = defaultBatchBytes,
): BatchWriter {
  let batch: Uint8Array[] = []
  let batchLength = 0
  let position = 0
  let writing: Promise<void> = Promise.resolve()

  /** Starts to write what was gathered, after the batch in progress. */
  const next = async (): Promise<void> => {
    await writing
    const chunks = batch
    const start = position
    batch = []
    position += batchLength
    batchLength = 0
    writing = writeAll(handle, chunks, start)
    // Thrown to the next caller that waits for it; until then nobody does.
    writing.catch(() => undefined)
  }

  return {
    async reset() {
      batch = []
      batchLength = 0
      await writing
      position = 0
      await handle.truncate(0)
    },
    write(chunk) {
      batch.push(chunk)
      batchLength += chunk.byteLength
      return batchLength < batchBytes ? undefined : next()
    },
    async flush() {
      await next()
      await writing
    },
  }
}

/** A write may take only a part: on a disk that is nearly full, or interrupted. */
async function writeAll(handle: Pick<FileHandle, 'writev'>, chunks: Uint8Array[], start: number): Promise<void> {
  let position = start
  let left = chunks.filter((chunk) => chunk.byteLength > 0)
  while (left.length > 0) {
    let { bytesWritten } = await handle.writev(left, position)
    position += bytesWritten
    left = left.flatMap((chunk) => {
      const taken = Math.min(bytesWritten, chunk.byteLength)
      bytesWritten -= taken
      return taken === chunk.byteLength ? [] : [chunk.subarray(taken)]
    })
  }
}
