export type ImageType = 'png' | 'jpeg' | 'webp' | 'gif'

function text(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end))
}

/** The type of an image by its first bytes. */
export function identify(bytes: Uint8Array): ImageType | undefined {
  if (text(bytes, 0, 8) === '\u0089PNG\r\n\u001A\n') return 'png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg'
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return 'webp'
  if (text(bytes, 0, 4) === 'GIF8') return 'gif'
  return undefined
}

const typeOfExtension: Readonly<Record<string, ImageType>> = {
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  webp: 'webp',
  gif: 'gif',
}

/** Whether a file name may end so, given its bytes. Files that are not images may be called anything but an image. */
export function extensionMatches(extension: string, type: ImageType | undefined): boolean {
  return typeOfExtension[extension] === type
}
