import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { lifeOf } from '../context.ts'
import type { ArmedFault } from '../faults/armed-fault.ts'
import type { FaultKind } from '../faults/fault-kinds.ts'
import { halfThen } from './broken-bodies.ts'
import { ConnectionResetError } from '../connection.ts'
import { errorWithTask } from './error-with-task.ts'
import type { FaultyRequest } from './faulty-request.ts'
import { gatewayPage, json } from '../http/json.ts'
import { hang } from './refusals.ts'

type Spoil = (given: FaultyRequest, fault: ArmedFault, response: Response) => Response | Promise<Response>

const cutOff: Spoil = (given, { kind }, response) =>
  halfThen(kind === 'reset-mid-body' ? kind : 'hang-mid-body', response, given.connection, () =>
    lifeOf(given.context, given.request),
  )

/** Faults of the answer to a request that was carried out. */
const spoils: Readonly<Partial<Record<FaultKind, Spoil>>> = {
  502: () => gatewayPage(502),
  504: () => gatewayPage(504),
  'reset-after': () => Promise.reject(new ConnectionResetError()),
  'hang-after': hang,
  'reset-mid-body': cutOff,
  'hang-mid-body': cutOff,
  'malformed-json': (_, __, response) => cutShort(response),
  'empty-body': () => new Response('', { headers: { 'content-type': 'application/json' } }),
  'missing-fields': () => json({}),
  'error-with-task': (given, fault, response) => errorWithTask(given.context, fault, response),
  'unasked-encoding': (_, { encoding = 'gzip' }, response) => compressed(response, encoding),
}

export async function answerAfter(given: FaultyRequest, fault: ArmedFault, response: Response): Promise<Response> {
  return spoils[fault.kind]?.(given, fault, response) ?? response
}

async function cutShort(response: Response): Promise<Response> {
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return new Response((await response.text()).slice(0, -9), { status: response.status, headers })
}

const compressors = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync } as const

async function compressed(response: Response, encoding: keyof typeof compressors): Promise<Response> {
  const bytes = compressors[encoding](new Uint8Array(await response.arrayBuffer()))
  const headers = new Headers(response.headers)
  headers.set('content-encoding', encoding)
  headers.set('content-length', String(bytes.byteLength))
  return new Response(bytes, { status: response.status, headers })
}
