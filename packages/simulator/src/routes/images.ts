import type { Context } from '../context.ts'
import type { ArmedFault } from '../faults/armed-fault.ts'
import type { FaultSubject } from '../faults/fault-list.ts'
import type { Connection } from '../http/connection.ts'
import { endlessBody } from '../http/broken-bodies.ts'
import { answerWithFaults } from '../http/faulty-answer.ts'
import { gatewayPage } from '../http/json.ts'

/** `GET /sandbox-images/<task id>_<index>.png`, `GET /flux/<task id>.png` or `.jpg` */
export async function downloadPicture(
  context: Context,
  request: Request,
  connection: Connection | undefined,
  name: string,
): Promise<Response> {
  const found = context.pictures.find(name)
  const subject = found && { prompt: found.task.submission.prompt, faults: found.task.faults }
  return download(context, request, connection, subject, async () => {
    const bytes = found && (await context.pictures.draw(found))
    return bytes && bytesAnswer(bytes, `image/${found.picture.type}`)
  })
}

/** `GET /sandbox-uploads/<name>` */
export async function downloadUpload(
  context: Context,
  request: Request,
  connection: Connection | undefined,
  name: string,
): Promise<Response> {
  return download(context, request, connection, undefined, async () => {
    const file = context.uploads.get(name)
    return file && bytesAnswer(file.bytes, file.mime)
  })
}

/** Uploaded bytes are anybody's: a browser must not take them for a page. */
function bytesAnswer(bytes: Uint8Array, type: string): Response {
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': type,
      'content-length': String(bytes.byteLength),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  })
}

async function download(
  context: Context,
  request: Request,
  connection: Connection | undefined,
  subject: FaultSubject | undefined,
  read: () => Promise<Response | undefined>,
): Promise<Response> {
  return answerWithFaults({ context, request, connection, operation: 'image', subject }, async () => {
    context.stats.imageDownloads += 1
    const fault = context.faults.take('picture', 'image', subject)
    if (fault) {
      const spoilt = await spoil(context, fault, request, read)
      if (spoilt) return spoilt
    }
    return (await read()) ?? gatewayPage(404)
  })
}

async function spoil(
  context: Context,
  fault: ArmedFault,
  request: Request,
  read: () => Promise<Response | undefined>,
): Promise<Response | undefined> {
  switch (fault.kind) {
    case 'image-404':
      return gatewayPage(404)
    case 'image-html':
      return new Response('<!doctype html><title>Sign in</title><p>Please sign in to see this image.</p>', {
        headers: { 'content-type': 'text/html; charset=utf-8' },
      })
    case 'image-truncated': {
      const whole = await read()
      const bytes = whole && new Uint8Array(await whole.arrayBuffer())
      return bytes && bytesAnswer(bytes.slice(0, bytes.byteLength >> 1), 'image/png')
    }
    case 'image-jpeg':
      return bytesAnswer(await context.pictures.jpeg(), 'image/png')
    case 'image-endless': {
      const { start, filler } = context.pictures.endless()
      return new Response(endlessBody(start, filler), { headers: { 'content-type': 'image/png' } })
    }
    case 'image-redirect-private':
      return redirect(fault.to ?? 'http://169.254.169.254/latest/meta-data/')
    case 'image-redirect-loop':
      return redirect(request.url)
    default:
      return undefined
  }
}

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location } })
}
