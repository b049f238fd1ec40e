/** How many requested images are missing; `undefined` when there are none, or when the number is not known. */
export function missingImages(requested: number | undefined, images: readonly unknown[]): number | undefined {
  const missing = Number.isSafeInteger(requested) ? Number(requested) - images.length : 0
  return missing > 0 ? missing : undefined
}
