import { checkRequest } from '../contract/check-request.ts'
import type { RequestIssue } from '../contract/request-issue.ts'
import type { LooseFluxRequest } from '../contract/request-schemas.ts'
import { InvalidRequestError } from '../errors/request-errors.ts'
import { displayedSize } from '../images/scan-image.ts'
import type { Service } from './service.ts'
import type { CallOptions } from './options.ts'
import { uploadFile } from './upload-file.ts'
import type { ImageFile } from './upload-input.ts'

/** Stands for the link while a request is checked before its image is uploaded. */
const anyLink = 'https://example.com/image.png'

/** An edit as it comes from the caller: with a link, or with a file. */
export type EditInput = Readonly<Record<string, unknown>>

/**
 * The request of an edit. A file is uploaded first, which makes it public for good: only with the caller's word, and only
 * when nothing else is wrong with the request.
 * @throws {InvalidRequestError} and the errors of an upload
 */
export async function resolveEdit(
  service: Service,
  { image, imageMayBecomePublic, ...fields }: EditInput,
  readFile: (input: unknown) => Promise<ImageFile>,
  { signal, timeoutMs, headers }: CallOptions,
): Promise<LooseFluxRequest> {
  const request = { ...fields, action: 'edit' } as LooseFluxRequest & { readonly action: 'edit' }
  if (image === undefined && imageMayBecomePublic === undefined) return request
  const issues = [
    ...fileIssues(image, imageMayBecomePublic, fields['imageUrl']),
    ...checkRequest({ ...request, imageUrl: anyLink }),
  ]
  if (issues.length > 0) throw new InvalidRequestError(issues)
  const file = await readFile(image)
  const { url } = await uploadFile(service, file, { signal, timeoutMs, headers })
  return { imageSize: displayedSize(file.image), ...request, imageUrl: url }
}

function fileIssues(image: unknown, consent: unknown, imageUrl: unknown): RequestIssue[] {
  if (image === undefined) return [{ field: 'image', message: 'image: is required with imageMayBecomePublic' }]
  return [
    ...(imageUrl === undefined ? [] : [{ field: 'imageUrl', message: 'imageUrl: leave it out, image is given' }]),
    ...(consent === true
      ? []
      : [
          {
            field: 'imageMayBecomePublic',
            message: 'imageMayBecomePublic: must be true, because an uploaded image gets a public, permanent link',
          },
        ]),
  ]
}
