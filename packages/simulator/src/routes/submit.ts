import { addCredits } from '../accounts/credits.ts'
import type { Bearer } from '../accounts/tokens.ts'
import { lifeOf, linkOrigin, type Context } from '../context.ts'
import { apiError, type ApiError } from '../contract/api-error.ts'
import type { AnswerRules } from '../contract/editions/edition.ts'
import { parseSubmission } from '../contract/submission.ts'
import { arm, type ArmedFault } from '../faults/armed-fault.ts'
import { FaultSyntaxError } from '../faults/fault.ts'
import { admit } from '../http/admit.ts'
import type { Connection } from '../connection.ts'
import { answerWithFaults } from '../fault-effects/answer-with-faults.ts'
import { errorAnswer, json } from '../http/json.ts'
import { readBody } from '../bodies/read-body.ts'
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
    faults = context.promptFaults.of(prompt)
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
  const submission = parseSubmission(body, context.edition.submissions)
  if ('code' in submission) return refuse(context, bearer, submission)

  const plan = context.faults.takeAll('task', 'submit', { prompt: submission.prompt, faults })
  const fewer = plan.find((fault) => fault.kind === 'fewer-images')
  const imageCount = fewer ? Math.min(fewer.images ?? 1, submission.count) : submission.count
  const credits = addCredits(submission.model.credits * imageCount, 0)
  if (!context.ledger.charge(bearer.token, credits)) return refuse(context, bearer, apiError('used_up'))
  context.stats.accepted += 1
  context.stats.charges += 1
  context.stats.chargedCredits = addCredits(context.stats.chargedCredits, credits)

  const task = context.runner.start({
    submission,
    request: body as Record<string, unknown>,
    token: bearer.token,
    credits,
    imageCount,
    origin: linkOrigin(context, request),
    plan,
    // Faults of later requests are counted per task: two tasks with one prompt each get all of them.
    faults: faults.filter((fault) => fault.operation !== 'submit').map((fault) => arm(fault)),
  })

  const isTraceShown = context.random() < 0.5 || context.edition.answers.isTraceCertain
  if (submission.isAsync || submission.callbackUrl !== undefined) {
    return json({ task_id: task.id, ...(isTraceShown ? { trace_id: task.traceId } : {}) })
  }
  await context.runner.finished(task, lifeOf(context, request))
  return finalAnswer(task, context.edition.answers)
}

function refuse(context: Context, { token }: Bearer, error: ApiError): Response {
  const traceId = context.newId()
  context.usage.refused(traceId, token, error.status, context.clock.now())
  return errorAnswer(error, traceId)
}

function finalAnswer(task: Task, rules: AnswerRules): Response {
  return json(resultJson(task, rules), task.error?.status)
}
