import { authenticate } from '../accounts/tokens.ts'
import { linkOrigin, type Context } from '../context.ts'
import { apiError, type ApiError } from '../contract/api-error.ts'
import type { Connection } from '../connection.ts'
import { answerWithFaults } from '../fault-effects/answer-with-faults.ts'
import { errorAnswer, json } from '../http/json.ts'
import { readBody } from '../bodies/read-body.ts'
import { extensionMatches, identify } from '../images/identify.ts'

/** "100 MB at most"; the multipart wrapping comes on top. */
const maxFileBytes = 100_000_000
const maxBodyBytes = maxFileBytes + 65_536

/** `POST /api/v1/files/` of the platform. */
export async function upload(
  context: Context,
  request: Request,
  connection: Connection | undefined,
): Promise<Response> {
  return answerWithFaults({ context, request, connection, operation: 'upload' }, async () => {
    const bearer = authenticate(request.headers.get('authorization'), 'platform', context.platformTokens)
    if ('code' in bearer) return errorAnswer(bearer, context.newId())
    const file = await readFile(request)
    if ('code' in file) return errorAnswer(file, context.newId())
    context.stats.uploads += 1
    const { name, mime } = context.uploads.add(file.bytes, file.extension)
    return json({ file_url: `${linkOrigin(context, request)}/sandbox-uploads/${name}`, mime })
  })
}

async function readFile(request: Request): Promise<{ bytes: Uint8Array; extension: string } | ApiError> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!contentType.startsWith('multipart/form-data')) return apiError('bad_request', 'body is invalid.')
  const body = await readBody(request, maxBodyBytes)
  if (!body) return apiError('bad_request', 'file is too large.')
  let form: FormData
  try {
    form = await new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': contentType } }).formData()
  } catch {
    return apiError('bad_request', 'body is invalid.')
  }
  const [file, ...others] = form.getAll('file')
  if (file === undefined || others.length > 0) return apiError('bad_request', 'file is required.')
  if (typeof file === 'string') return apiError('bad_request', 'file is invalid.')
  if (file.size > maxFileBytes) return apiError('bad_request', 'file is too large.')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const extension = /\.([a-z0-9]{1,5})$/i.exec(file.name)?.[1]?.toLowerCase() ?? ''
  if (!extensionMatches(extension, identify(bytes))) return apiError('bad_request', 'file is invalid.')
  return { bytes, extension }
}
