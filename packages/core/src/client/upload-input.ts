import { InvalidRequestError } from '../errors/request-errors.ts'
import type { Bytes } from '../http/bytes.ts'
import { identifyImage, type ImageScan } from '../images/scan-image.ts'

/** The bytes of a file: a `Blob` or `File`, an `ArrayBuffer`, or a view such as `Uint8Array` or `Buffer`. */
export type FileBytes = Blob | ArrayBuffer | ArrayBufferView

/** An image of at most 100 MB; the extension of its name is made to match the bytes. */
export type UploadInput = FileBytes | { readonly bytes: FileBytes; readonly name?: string | undefined }

/** The bytes of an upload, identified. */
export interface ImageFile {
  readonly bytes: Bytes
  readonly name: string
  readonly image: ImageScan
}

/** The largest file that can be uploaded: 100 MB, the smaller of its two meanings. Source: the vendor's platform guide. */
export const maxUploadBytes = 100_000_000

/** @throws {InvalidRequestError} when it is not a complete image, or too large, which a `Blob` says before it is read */
export async function readImageFile(input: unknown): Promise<ImageFile> {
  // Blobs also have a method called `bytes`, so they are checked by type.
  const given: NamedBytes = isFileBytes(input) || typeof input !== 'object' ? { bytes: input } : { ...input }
  if (!isFileBytes(given.bytes)) throw invalidFile('must be a Blob, a File, an ArrayBuffer or a Uint8Array')
  checkSize(isBlob(given.bytes) ? given.bytes.size : given.bytes.byteLength)
  const bytes = await copyOf(given.bytes)
  const image = identifyImage(bytes)
  if (!image) throw invalidFile('must be a PNG, JPEG, WebP, GIF or AVIF image')
  if (!image.complete) throw invalidFile(`the ${image.format} image is cut short`)
  return { bytes, image, name: nameOf(given) }
}

export function invalidFile(problem: string): InvalidRequestError {
  return new InvalidRequestError([{ field: 'file', message: `file: ${problem}` }])
}

export function checkSize(byteLength: number): void {
  if (byteLength > maxUploadBytes) throw invalidFile(`${byteLength} bytes; 100 MB at most`)
}

interface NamedBytes {
  readonly bytes?: unknown
  readonly name?: unknown
}

// Not `instanceof`: files and buffers also come from other realms (frames, test runners).
const isBlob = (value: unknown): value is Blob =>
  typeof value === 'object' && value !== null && typeof (value as Blob).arrayBuffer === 'function'
const isBuffer = (value: unknown): value is ArrayBuffer =>
  /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(value))

function isFileBytes(value: unknown): value is FileBytes {
  return ArrayBuffer.isView(value) || isBuffer(value) || isBlob(value)
}

/** A copy: the caller may keep writing to shared or reused memory while it is sent. */
async function copyOf(value: FileBytes): Promise<Bytes> {
  if (isBlob(value)) return new Uint8Array(await value.arrayBuffer())
  if (isBuffer(value)) return Uint8Array.from(new Uint8Array(value))
  return Uint8Array.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
}

/** `File` has its own name. */
function nameOf({ bytes, name }: NamedBytes): string {
  const named = name ?? (isBlob(bytes) ? (bytes as Partial<File>).name : undefined)
  return typeof named === 'string' && named !== '' ? named : 'image'
}
