import { constants, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { checkSize, type ImageFile, invalidFile, readImageFile } from '../client/upload-input.ts'

/**
 * Reads an image that is to be uploaded: a path, or bytes as elsewhere.
 * @throws {InvalidRequestError} when it cannot be read, is not a complete image or too large, which is known before
 */
export async function readImagePath(input: unknown): Promise<ImageFile> {
  if (typeof input !== 'string') return readImageFile(input)
  // Without O_NONBLOCK opening a named pipe waits until something writes into it.
  const file = await open(input, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw invalidFile(`cannot be opened (${codeOf(error)})`)
  })
  try {
    const stats = await file.stat()
    if (!stats.isFile()) throw invalidFile('is not a regular file')
    checkSize(stats.size)
    const bytes = await file.readFile().catch((error: unknown) => {
      throw invalidFile(`cannot be read (${codeOf(error)})`)
    })
    return await readImageFile({ bytes, name: basename(input) })
  } finally {
    await file.close()
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error'
}
