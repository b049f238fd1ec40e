import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import type { Backend } from '../backend.ts'
import type { LoggedRequest } from '../events/request-log.ts'
import { isFault, refusalOf, serverError } from '../faults/fault-answers.ts'
import type { FaultList } from '../faults/faults.ts'
import type { ValidatedRequest } from '../validator/request-validator.ts'
import { plainError, RestError } from '../requests/errors.ts'
import { readHttpBody } from '../requests/read-http-body.ts'
import type { RestAnswer, RestRequest } from '../requests/request.ts'
import { routes } from '../routes/index.ts'
import type { RouteMatch } from '../routes/route.ts'
import type { InvalidRequests } from './invalid-requests.ts'
import type { RateLimiter } from './limits.ts'

type Bindings = { Bindings: HttpBindings }

export interface RestParts {
  readonly backend: Backend
  readonly faults: FaultList
  /** undefined: without limits. */
  readonly limits: RateLimiter | undefined
  readonly invalidRequests: InvalidRequests
  readonly log: (request: LoggedRequest) => void
}

/** What Cloudflare says to a blocked address. */
const blockedAnswer: RestAnswer = { status: 429, headers: { 'retry-after': '3600' }, body: 'error code: 1015' }

/** The REST API below `/api`, with or without its version. */
export function createRestApp(parts: RestParts): Hono<Bindings> {
  const app = new Hono<Bindings>({ getPath: ({ url }) => new URL(url).pathname.replace(/^\/api(?:\/v\d+)?/u, '') })
  for (const route of routes) {
    const path = route.template.replaceAll(/\{(\w+)\}/gu, ':$1')
    app.on(route.method, path, (context) => serve(parts, context, { route, params: context.req.param() }))
  }
  app.notFound((context) => serve(parts, context, undefined))
  app.onError((error) => {
    throw error
  })
  return app
}

async function serve(parts: RestParts, context: Context<Bindings>, match: RouteMatch | undefined): Promise<Response> {
  const { backend, faults, invalidRequests } = parts
  const { incoming } = context.env
  const { method, path } = context.req
  const query = new URL(context.req.url).searchParams
  const route = match?.route.template ?? path
  let json: unknown
  const finish = (answer: RestAnswer | undefined): Response => {
    parts.log({ method, route, path, status: answer?.status ?? 0, json, atMs: backend.clock.now() })
    if (answer === undefined) {
      incoming.socket.destroy()
      return RESPONSE_ALREADY_SENT
    }
    invalidRequests.record(answer)
    return toResponse(answer)
  }

  if (invalidRequests.blocked) return finish(blockedAnswer)
  const fault = faults.next(method, route, path)
  let answer: RestAnswer
  try {
    const body = await readHttpBody(incoming)
    json = body.json
    const request: RestRequest = {
      method,
      path,
      query,
      authorization: incoming.headers.authorization,
      ...body,
    }
    const validated: ValidatedRequest = { method, route, query, json }
    backend.validator.request(validated)
    if (isFault(fault, 'slow', 'before')) await pause(backend, fault.delayMs)
    if (isFault(fault, 'drop', 'before')) return finish(undefined)
    answer = refusalOf(fault) ?? (await answerRequest(parts, request, match))
    backend.validator.answer(validated, answer.status, answer.body)
  } catch (error) {
    if (!(error instanceof RestError)) throw error
    answer = { status: error.status, body: error.body }
    backend.validator.answer({ method, route, query, json }, error.status, error.body)
  }
  if (isFault(fault, 'drop', 'after')) return finish(undefined)
  if (isFault(fault, 'slow', 'after')) await pause(backend, fault.delayMs)
  if (isFault(fault, 'server-error', 'after')) answer = serverError(fault.status ?? 500)
  return finish(answer)
}

async function pause(backend: Backend, delayMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    backend.clock.setTimer(resolve, delayMs)
  })
}

async function answerRequest(
  { backend, limits }: RestParts,
  request: RestRequest,
  match: RouteMatch | undefined,
): Promise<RestAnswer> {
  if (match === undefined) throw plainError(404, 'Not Found')
  if (match.route.auth === 'bot' && request.authorization !== `Bot ${backend.botToken}`) {
    throw plainError(401, 'Unauthorized')
  }
  const { headers = {}, refusal } = limits?.take(match) ?? {}
  const answer = refusal ?? (await attempt(() => match.route.handle(backend, request, match.params)))
  return { ...answer, headers: { ...headers, ...answer.headers } }
}

/** Refusals carry the headers of the limit, too. */
async function attempt(handle: () => RestAnswer | Promise<RestAnswer>): Promise<RestAnswer> {
  try {
    return await handle()
  } catch (error) {
    if (error instanceof RestError) return { status: error.status, body: error.body }
    throw error
  }
}

function toResponse({ status, headers = {}, body }: RestAnswer): Response {
  if (body === undefined) return new Response(null, { status, headers })
  if (typeof body !== 'string') return Response.json(body, { status, headers })
  return new Response(body, { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } })
}
