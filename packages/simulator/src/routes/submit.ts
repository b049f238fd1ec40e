import type { Bearer } from '../accounts/tokens.ts'
import { lifeOf, linkOrigin, type Context } from '../context.ts'
import { apiError } from '../contract/api-error.ts'
import { parseSubmission } from '../contract/submission.ts'
import { arm, type ArmedFault } from '../faults/armed-fault.ts'
import { FaultSyntaxError } from '../faults/fault.ts'
import { admit } from '../http/admit.ts'
import type { Connection } from '../http/connection.ts'
import { answerWithFaults } from '../http/faulty-answer.ts'
import { errorAnswer, json } from '../http/json.ts'
import { readBody } from '../http/read-body.ts'
import { resultJson } from '../tasks/task-json.ts'
import type { Task } from '../tasks/task.ts'

/** Tasks keep their request, so its size is bounded. The vendor states no limit. */
const maxBodyBytes = 65_536

async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBody(request, maxBodyBytes)
  try {
    return bytes && JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

function promptOf(body: unknown): string {
  const prompt = (body as { prompt?: unknown } | null | undefined)?.prompt
  return typeof prompt === 'string' ? prompt : ''
}

/** `POST /flux/images` */
export async function submit(
  context: Context,
  request: Request,
  connection: Connection | undefined,
): Promise<Response> {
  context.stats.submissions += 1
  const body = await readJson(request)
  const prompt = promptOf(body)
  let faults: readonly ArmedFault[]
  try {
    faults = context.magicWords.of(prompt)
  } catch (error) {
    if (!(error instanceof FaultSyntaxError)) throw error
    return errorAnswer(apiError('bad_request', `prompt is invalid. ${error.message}`), context.newId())
  }
  return answerWithFaults(
    { context, request, connection, operation: 'submit', subject: { prompt, faults } },
    async () => {
      const bearer = admit(context, request)
      if ('code' in bearer) return errorAnswer(bearer, context.newId())
      return accept(context, request, bearer, body, faults)
    },
  )
}

async function accept(
  context: Context,
  request: Request,
  bearer: Bearer,
  body: unknown,
  faults: readonly ArmedFault[],
): Promise<Response> {
  const submission = parseSubmission(body)
  if ('code' in submission) return errorAnswer(submission, context.newId())

  const units = submission.model.price * submission.count
  if (!context.ledger.charge(bearer.token, units, bearer.startingBalance)) {
    return errorAnswer(apiError('used_up'), context.newId())
  }
  context.stats.accepted += 1
  context.stats.charges += 1
  context.stats.chargedUnits += units

  const task = context.runner.start({
    submission,
    request: body as Record<string, unknown>,
    token: bearer.token,
    units,
    origin: linkOrigin(context, request),
    plan: context.faults.takeAll('task', 'submit', { prompt: submission.prompt, faults }),
    // Counters of faults for later requests belong to the task: two tasks of one prompt each get all of them.
    faults: faults.filter((fault) => fault.operation !== 'submit').map((fault) => arm(fault)),
  })

  if (submission.isAsync || submission.callbackUrl !== undefined) {
    return json({ task_id: task.id, ...(context.random() < 0.5 ? { trace_id: task.traceId } : {}) })
  }
  await context.runner.finished(task, lifeOf(context, request))
  return finalAnswer(task)
}

function finalAnswer(task: Task): Response {
  return task.error ? json(resultJson(task), task.error.status) : json(resultJson(task))
}
