import fc from 'fast-check'
import { expect, it } from 'vitest'

import { createBatchWriter } from './batch-writer.ts'

/** A file in memory that takes at most `maxWrite` bytes at once. */
function memoryFile(maxWrite = Infinity) {
  const file = {
    bytes: [] as number[],
    writes: 0,
    failWith: undefined as Error | undefined,
    truncate(length: number) {
      file.bytes.length = length
      return Promise.resolve()
    },
    async writev<T extends readonly NodeJS.ArrayBufferView[]>(buffers: T, position?: number) {
      await Promise.resolve()
      file.writes++
      if (file.failWith) throw file.failWith
      const data = buffers.flatMap((buffer) => [...(buffer as unknown as Uint8Array)]).slice(0, maxWrite)
      for (const [index, byte] of data.entries()) file.bytes[(position ?? 0) + index] = byte
      return { bytesWritten: data.length, buffers }
    },
  }
  return file
}

it('writes all chunks in order, however little the file takes at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 40 })),
      fc.integer({ min: 1, max: 50 }),
      async (chunks, maxWrite) => {
        const file = memoryFile(maxWrite)
        const writer = createBatchWriter(file, 64)
        for (const chunk of chunks) await writer.write(chunk)
        await writer.flush()
        expect(file.bytes).toEqual(chunks.flatMap((chunk) => [...chunk]))
      },
    ),
  )
})

it('gathers small chunks into few writes', async () => {
  const file = memoryFile()
  const writer = createBatchWriter(file, 100)
  for (let index = 0; index < 100; index++) await writer.write(new Uint8Array(10))
  await writer.flush()
  expect(file.bytes.length).toBe(1000)
  expect(file.writes).toBe(10)
})

it('forgets what was written and what was gathered when it starts anew', async () => {
  const file = memoryFile()
  const writer = createBatchWriter(file, 4)
  await writer.write(Uint8Array.of(1, 2, 3, 4, 5))
  await writer.write(Uint8Array.of(6))
  await writer.reset()
  await writer.write(Uint8Array.of(9, 8))
  await writer.flush()
  expect(file.bytes).toEqual([9, 8])
})

it('holds the next chunk back until the write before the last has ended', async () => {
  let release = (): void => undefined
  const slow = {
    truncate: () => Promise.resolve(),
    writev: async <T extends readonly NodeJS.ArrayBufferView[]>(buffers: T) => {
      await new Promise<void>((resolve) => {
        release = resolve
      })
      return { bytesWritten: 4, buffers }
    },
  }
  const writer = createBatchWriter(slow, 4)
  await writer.write(new Uint8Array(4))
  let hasRoom = false
  const second = Promise.resolve(writer.write(new Uint8Array(4))).then(() => (hasRoom = true))
  await new Promise((resolve) => setImmediate(resolve))
  expect(hasRoom).toBe(false)
  release()
  await second
  expect(hasRoom).toBe(true)
})

it('throws what went wrong in the background at the next write, and again at the end', async () => {
  const file = memoryFile()
  const full = new Error('disk full')
  const writer = createBatchWriter(file, 4)
  file.failWith = full
  await writer.write(new Uint8Array(4))
  await expect(writer.write(new Uint8Array(4))).rejects.toBe(full)
  await expect(writer.flush()).rejects.toBe(full)
})

it('does not bring the process down when nobody comes back to hear of a failure', async () => {
  const unhandled: unknown[] = []
  const listener = (error: unknown): void => void unhandled.push(error)
  process.on('unhandledRejection', listener)
  const file = memoryFile()
  file.failWith = new Error('disk full')
  await createBatchWriter(file, 4).write(new Uint8Array(4))
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', listener)
  expect(unhandled).toEqual([])
})
