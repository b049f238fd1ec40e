import { safeName } from '@fluxkit/jobs'

/**
 * The name of a file that a user chose, without the extension that its bytes decide; characters that no system allows are
 * replaced.
 *
 * @returns `undefined` for a text without a name
 */
export function chosenName(text: string): string | undefined {
  const bare = text.trim().replace(/\.(?:png|jpe?g|webp|gif|avif)$/i, '')
  return /[\p{L}\p{N}]/u.test(bare) ? safeName(bare) : undefined
}
