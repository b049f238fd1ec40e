import { Buffer } from 'node:buffer'
import { type FileHandle, mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withTempFile, writeWhole } from './temp-file.ts'

it('writes the whole of a chunk at its place, however little the disk takes at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 40 }),
      fc.integer({ min: 1, max: 50 }),
      fc.nat(20),
      async (chunk, maxWrite, position) => {
        const disk = Buffer.alloc(60)
        const handle = {
          write(buffer: Uint8Array, offset: number, length: number, at: number) {
            const bytesWritten = Math.min(length, maxWrite)
            disk.set(buffer.subarray(offset, offset + bytesWritten), at)
            return Promise.resolve({ bytesWritten, buffer })
          },
        }
        await writeWhole(handle as unknown as FileHandle, chunk, position)
        expect([...disk.subarray(position, position + chunk.byteLength)]).toEqual([...chunk])
        expect(disk.subarray(0, position).every((byte) => byte === 0)).toBe(true)
        expect(disk.subarray(position + chunk.byteLength).every((byte) => byte === 0)).toBe(true)
      },
    ),
  )
})

it('forgets what was written when it starts again, and leaves only the finished file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'temp-file-'))
  const path = await withTempFile(directory, async (file) => {
    await file.write(Uint8Array.of(1, 2, 3, 4, 5))
    await file.reset()
    await file.write(Uint8Array.of(9, 8))
    await file.write(Uint8Array.of(7))
    return file.moveTo('image', 'png')
  })
  expect([...(await readFile(path))]).toEqual([9, 8, 7])
  expect(await readdir(directory)).toEqual(['image.png'])
})
