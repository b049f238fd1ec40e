import { open } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { maxUploadBytes } from '@fluxkit/core'
import { identifyImage } from '@fluxkit/core/images'
import type { Cli } from '../../cli.ts'
import { usageError } from '../../program-error.ts'
import { fileErrorCode } from '../../settings/file-error.ts'

/** An image of this machine, read and recognised. */
export interface LocalImage {
  /** As it was typed. */
  readonly name: string
  /** Without folders. */
  readonly fileName: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly format: string
  readonly width: number
  readonly height: number
}

/** @throws {ProgramError} when there is no such file, or it is no image */
export async function readLocalImage({ host }: Cli, name: string): Promise<LocalImage> {
  const path = resolve(host.cwd, name)
  const bytes = await readBounded(path, name)
  const found = identifyImage(bytes)
  if (found === undefined)
    throw usageError(`${name} is not an image.`, 'Give a PNG, JPEG or WebP file, or a link to one.')
  if (!found.complete)
    throw usageError(`${name} is cut short: the end of the image is missing.`, 'Give the whole file.')
  const { format, width, height } = found
  return { name, fileName: basename(path), bytes, format, width, height }
}

async function readBounded(path: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path, 'r').catch((error: unknown) => {
    const code = fileErrorCode(error)
    const problem = code === 'ENOENT' ? 'There is no file' : `Cannot read (${code})`
    throw usageError(`${problem} ${name}.`, 'Give the path of an image, or a link that starts with https://.')
  })
  try {
    const { size, isFile } = await file.stat().then((stats) => ({ size: stats.size, isFile: stats.isFile() }))
    if (!isFile) throw usageError(`${name} is not a file.`, 'Give the path of an image.')
    if (size > maxUploadBytes)
      throw usageError(
        `${name} has ${Math.ceil(size / 1e6)} MB; the platform takes ${maxUploadBytes / 1e6} MB at most.`,
        'Make it smaller.',
      )
    return new Uint8Array(await file.readFile())
  } finally {
    await file.close()
  }
}
