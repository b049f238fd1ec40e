import { lifeOf } from '../context.ts'
import { apiError } from '../contract/api-error.ts'
import type { ArmedFault } from '../faults/armed-fault.ts'
import type { StageKinds } from '../faults/fault-kinds.ts'
import { ConnectionResetError } from '../connection.ts'
import { emptyAnswer, gatewayPage, json } from '../http/json.ts'
import { errorWithTask } from './error-with-task.ts'
import type { FaultyRequest } from './faulty-request.ts'
import { documentedError, echo, refuse, retryAfter } from './refuse.ts'
import { compressed, cutShort, endlessJson, halfThen } from './spoilt-bodies.ts'

/** Carries the request out. */
export type AnswerWork = () => Promise<Response>

type AnswerEffect = (given: FaultyRequest, fault: ArmedFault, carryOut: AnswerWork) => Response | Promise<Response>

/** The request isn't carried out unless the fault says that it was accepted. */
const gatewayFails: AnswerEffect = async (_, { kind, accepted }, carryOut) => {
  if (accepted) await carryOut()
  return gatewayPage(Number(kind))
}

const cutOff: AnswerEffect = async (given, { kind }, carryOut) =>
  halfThen(kind === 'reset-mid-body' ? kind : 'hang-mid-body', await carryOut(), given.connection, () =>
    lifeOf(given.context, given.request),
  )

/** What each fault does in place of the answer, or to it. A kind without an effect doesn't compile. */
export const answerEffects: Readonly<Record<StageKinds['answer'], AnswerEffect>> = {
  // In place of the service, which carries nothing out.
  429: (given, fault) =>
    refuse(given, { ...apiError('too_many_requests', fault.message), ...retryAfter(given.context, fault) }),
  500: (given, fault) => refuse(given, apiError('api_error', fault.message)),
  502: gatewayFails,
  503: (given, fault) => refuse(given, apiError('service_unavailable', fault.message)),
  504: gatewayFails,
  error: (given, fault) => refuse(given, documentedError(fault)),
  moderation: (given, fault) => refuse(given, apiError('forbidden', fault.message)),
  'bare-error': ({ context }, { status = 500 }) =>
    json({ success: false, error: 'fetch failed', trace_id: context.newId() }, status),
  'no-error': (_, { status = 500 }) => json({ success: false }, status),
  'echo-error': (given, { status = 400 }) => refuse(given, { ...apiError('bad_request', echo(given)), status }),
  'gateway-refusal': (_, { status = 403, empty }) => (empty ? emptyAnswer(status) : gatewayPage(status)),
  'unrelated-404': () => json({ detail: 'Not Found' }, 404),
  'empty-list': ({ isList }) => json(isList ? { items: [], count: 0 } : {}),
  'enormous-body': () => endlessJson(),
  'reset-before': () => Promise.reject(new ConnectionResetError()),
  'hang-before': hang,

  // Around the service.
  slow: async (given, { ms = 3_000 }, carryOut) => {
    await given.context.timers.pause(ms, lifeOf(given.context, given.request))
    return carryOut()
  },
  'unasked-continue': (given, _, carryOut) => {
    given.connection?.sendContinue()
    return carryOut()
  },

  // After the service has carried the request out.
  'reset-after': async (_, __, carryOut) => {
    await carryOut()
    throw new ConnectionResetError()
  },
  'hang-after': async (given, _, carryOut) => {
    await carryOut()
    return hang(given)
  },
  'reset-mid-body': cutOff,
  'hang-mid-body': cutOff,
  'malformed-json': async (_, __, carryOut) => cutShort(await carryOut()),
  'empty-body': async (_, __, carryOut) => {
    await carryOut()
    return new Response('', { headers: { 'content-type': 'application/json' } })
  },
  'missing-fields': async (_, __, carryOut) => {
    await carryOut()
    return json({})
  },
  'error-with-task': async (given, fault, carryOut) => errorWithTask(given.context, fault, await carryOut()),
  'unasked-encoding': async (_, { encoding = 'gzip' }, carryOut) => compressed(await carryOut(), encoding),
}

/** Rejects when the caller gives up or the simulator closes. */
function hang({ context, request }: FaultyRequest): Promise<never> {
  const life = lifeOf(context, request)
  return new Promise((_, reject) => {
    if (life.aborted) reject(life.reason)
    else life.addEventListener('abort', () => reject(life.reason), { once: true })
  })
}
