/** How many images fewer came than were requested; `undefined` when all came, or when the number is not known. */
export function missingImages(requested: number | undefined, images: readonly unknown[]): number | undefined {
  const missing = Number.isSafeInteger(requested) ? Number(requested) - images.length : 0
  return missing > 0 ? missing : undefined
}
