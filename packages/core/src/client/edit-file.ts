import { checkRequest } from '../contract/check-request.ts'
import type { RequestIssue } from '../contract/request-issue.ts'
import type { LooseFluxRequest } from '../contract/request-schemas.ts'
import { assertValid } from '../errors/request-errors.ts'
import { displayedSize } from '../images/scan-image.ts'
import type { Service } from './service.ts'
import type { CallOptions } from './options.ts'
import { uploadFile } from './upload-file.ts'
import type { ImageFile } from './upload-input.ts'
import { withAction } from './with-action.ts'

/** What only an edit of a file has. */
interface EditInput {
  readonly image?: unknown
  readonly imageMayBecomePublic?: unknown
}

/** Stands for the link while a request is checked before its image is uploaded. */
const anyLink = 'https://example.com/image.png'

/**
 * The request of an edit, which comes with a link or with a file. A file is uploaded first, which makes it public for
 * good: only with the caller's word, and only when nothing else is wrong with the request.
 * @throws {InvalidRequestError} and the errors of an upload
 */
export async function resolveEdit(
  service: Service,
  given: EditInput,
  readFile: (input: unknown) => Promise<ImageFile>,
  options: CallOptions,
): Promise<LooseFluxRequest> {
  const { image, imageMayBecomePublic, ...request }: ReturnType<typeof withAction<'edit'>> & EditInput = withAction(
    given,
    'edit',
  )
  if (image === undefined && imageMayBecomePublic === undefined) return request
  assertValid([
    ...fileIssues(image, imageMayBecomePublic, request.imageUrl),
    ...checkRequest({ ...request, imageUrl: anyLink }),
  ])
  const file = await readFile(image)
  const { url } = await uploadFile(service, file, options)
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
