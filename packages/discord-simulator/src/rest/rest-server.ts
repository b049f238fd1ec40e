import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Backend } from '../backend.ts'
import type { FaultList } from '../faults/faults.ts'
import { isFault, refusalOf, serverError } from '../faults/fault-answers.ts'
import type { JudgedRequest } from '../judge/judge.ts'
import { plainError, RestError } from '../requests/errors.ts'
import type { InvalidRequests } from './invalid-requests.ts'
import type { RateLimiter } from './limits.ts'
import { readHttpBody } from '../requests/read-body.ts'
import type { LoggedRequest } from '../events/request-log.ts'
import type { RestAnswer, RestRequest } from '../requests/request.ts'
import { createRouter, type RouteMatch } from '../routes/route.ts'
import { routes } from '../routes/index.ts'

export interface RestServerParts {
  readonly backend: Backend
  readonly faults: FaultList
  /** undefined: without limits. */
  readonly limits: RateLimiter | undefined
  readonly invalidRequests: InvalidRequests
  readonly log: (request: LoggedRequest) => void
}

const findRoute = createRouter(routes)
/** What Cloudflare says to a blocked address. */
const blockedAnswer: RestAnswer = { status: 429, headers: { 'retry-after': '3600' }, body: 'error code: 1015' }

/** Answers one request below `/api`. */
export async function serveRest(
  parts: RestServerParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { backend, faults, invalidRequests } = parts
  const url = new URL(incoming.url ?? '/', 'http://simulator.invalid')
  const method = incoming.method ?? 'GET'
  const path = url.pathname.replace(/^\/api(?:\/v\d+)?/u, '')
  const match = findRoute(method, path)
  const route = match?.route.template ?? path
  let json: unknown
  const finish = (answer: RestAnswer | undefined): void => {
    parts.log({ method, route, path, status: answer?.status ?? 0, json, atMs: backend.clock.now() })
    if (answer === undefined) {
      incoming.socket.destroy()
      return
    }
    invalidRequests.record(answer)
    send(outgoing, answer)
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
      query: url.searchParams,
      authorization: incoming.headers.authorization,
      ...body,
    }
    const judged: JudgedRequest = { method, route, query: request.query, json }
    backend.judge.request(judged)
    if (isFault(fault, 'slow', 'before')) await pause(backend, fault.delayMs)
    if (isFault(fault, 'drop', 'before')) return finish(undefined)
    answer = refusalOf(fault) ?? answerRequest(parts, request, match)
    backend.judge.answer(judged, answer.status, answer.body)
  } catch (error) {
    if (!(error instanceof RestError)) throw error
    answer = { status: error.status, body: error.body }
    backend.judge.answer({ method, route, query: url.searchParams, json }, error.status, error.body)
  }
  if (isFault(fault, 'drop', 'after')) return finish(undefined)
  if (isFault(fault, 'slow', 'after')) await pause(backend, fault.delayMs)
  if (isFault(fault, 'server-error', 'after')) answer = serverError(fault.status ?? 500)
  finish(answer)
}

async function pause(backend: Backend, delayMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    backend.clock.setTimer(resolve, delayMs)
  })
}

function answerRequest(
  { backend, limits }: RestServerParts,
  request: RestRequest,
  match: RouteMatch | undefined,
): RestAnswer {
  if (match === undefined) throw plainError(404, 'Not Found')
  if (match.route.auth === 'bot' && request.authorization !== `Bot ${backend.botToken}`) {
    throw plainError(401, 'Unauthorized')
  }
  const { headers = {}, refusal } = limits?.take(match) ?? {}
  const answer = refusal ?? attempt(() => match.route.handle(backend, request, match.params))
  return { ...answer, headers: { ...headers, ...answer.headers } }
}

/** Refusals carry the headers of the limit, too. */
function attempt(handle: () => RestAnswer): RestAnswer {
  try {
    return handle()
  } catch (error) {
    if (error instanceof RestError) return { status: error.status, body: error.body }
    throw error
  }
}

function send(outgoing: ServerResponse, { status, headers = {}, body }: RestAnswer): void {
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
  outgoing.statusCode = status
  if (body === undefined) {
    outgoing.end()
  } else if (typeof body === 'string') {
    outgoing.setHeader('content-type', 'text/html; charset=utf-8')
    outgoing.end(body)
  } else {
    outgoing.setHeader('content-type', 'application/json')
    outgoing.end(JSON.stringify(body))
  }
}
