import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Backend } from '../backend.ts'
import { plainError, RestError } from './errors.ts'
import { readHttpBody } from './read-http.ts'
import type { RestAnswer, RestRequest } from './request.ts'
import { createRouter, type RouteMatch } from './route.ts'
import { routes } from './routes/index.ts'

const findRoute = createRouter(routes)

/** Answers one request below `/api`. */
export async function serveRest(backend: Backend, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://simulator.invalid')
  const method = incoming.method ?? 'GET'
  const path = url.pathname.replace(/^\/api(?:\/v\d+)?/u, '')
  const match = findRoute(method, path)
  let request: RestRequest | undefined
  let answer: RestAnswer
  try {
    const body = await readHttpBody(incoming)
    request = { method, path, query: url.searchParams, authorization: incoming.headers.authorization, ...body }
    answer = answerRequest(backend, request, match)
  } catch (error) {
    if (!(error instanceof RestError)) throw error
    answer = { status: error.status, body: error.body }
  }
  send(outgoing, answer)
  backend.events.emit({
    type: 'rest.answered',
    method,
    route: match?.route.template ?? path,
    path,
    status: answer.status,
    request: request?.json,
    answer: answer.body,
  })
}

function answerRequest(backend: Backend, request: RestRequest, match: RouteMatch | undefined): RestAnswer {
  if (match === undefined) throw plainError(404, 'Not Found')
  if (match.route.auth === 'bot' && request.authorization !== `Bot ${backend.botToken}`) {
    throw plainError(401, 'Unauthorized')
  }
  return match.route.handle(backend, request, match.params)
}

function send(outgoing: ServerResponse, answer: RestAnswer): void {
  for (const [name, value] of Object.entries(answer.headers ?? {})) outgoing.setHeader(name, value)
  outgoing.statusCode = answer.status
  if (answer.body === undefined) {
    outgoing.end()
    return
  }
  outgoing.setHeader('content-type', 'application/json')
  outgoing.end(JSON.stringify(answer.body))
}
