import { resolve } from 'node:path'
import { displayedSize, InvalidRequestError, readImageFile } from '@fluxkit/core/node'
import type { Cli } from '../../cli.ts'
import { usageError } from '../../errors/program-error.ts'

/** A local image, read and identified. */
export interface LocalImage {
  /** As typed. */
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** In pixels, as it is displayed. */
  readonly width: number
  readonly height: number
}

/** @throws {ProgramError} when there is no such file, or it isn't a whole image that can be uploaded */
export async function readLocalImage({ host }: Cli, name: string): Promise<LocalImage> {
  try {
    const { bytes, image } = await readImageFile(resolve(host.cwd, name))
    return { name, bytes, ...displayedSize(image) }
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error
    const problem = error.issues[0]?.message.replace(/^file: /, '') ?? 'cannot be used'
    throw usageError(
      // Its error only exists in English.
      ({ t, language }) => (language === 'en' ? `${name}: ${problem}.` : t('usage.unusableFile', { name })),
      ({ t }) => t('usage.unusableFileAdvice'),
    )
  }
}
