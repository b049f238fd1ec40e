import type { Context } from '../context.ts'
import type { Connection } from '../connection.ts'
import { answerWithFaults } from '../fault-effects/answer-with-faults.ts'
import { gatewayPage } from '../http/json.ts'
import type { Task } from '../tasks/task.ts'
import { bytesAnswer } from '../http/bytes-answer.ts'
import { isInForce, spoil } from '../fault-effects/image-effects.ts'

/** `GET /sandbox-images/<task id>_<index>.png`, `GET /flux/<task id>.png` or `.jpg` */
export async function downloadImage(
  context: Context,
  request: Request,
  connection: Connection | undefined,
  name: string,
): Promise<Response> {
  const found = context.images.find(name)
  return download(context, request, connection, found?.task, async () => {
    const bytes = found && (await context.images.draw(found))
    return bytes && bytesAnswer(bytes, `image/${found.image.type}`)
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

async function download(
  context: Context,
  request: Request,
  connection: Connection | undefined,
  task: Task | undefined,
  read: () => Promise<Response | undefined>,
): Promise<Response> {
  const subject = task && { prompt: task.submission.prompt, faults: task.faults }
  return answerWithFaults({ context, request, connection, operation: 'image', subject }, async () => {
    context.stats.imageDownloads += 1
    const ageMs = task?.finishedMs === undefined ? undefined : context.clock.now() - task.finishedMs
    const fault = context.faults.take('image', 'image', subject, (each) => isInForce(each, ageMs))
    const spoilt = fault && (await spoil({ context, request, fault, read }))
    return spoilt ?? (await read()) ?? gatewayPage(404)
  })
}
