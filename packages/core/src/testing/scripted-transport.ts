import { type Transport, TransportError, type TransportRequest, type TransportResponse } from '../http/transport.ts'

/** One request as the transport saw it. */
export interface RecordedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Parsed where it was JSON text, otherwise as it was. */
  readonly body: unknown
  readonly network: TransportRequest['network']
}

/** An answer as a script has it; what is left out is the usual. */
export interface ScriptedAnswer {
  /** Default 200. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** An object is sent as JSON, text and bytes as they are. */
  readonly body?: object | string | Uint8Array
  /** Did it come through a proxy? Default false. */
  readonly viaProxy?: boolean
}

/**
 * A step of the script: an answer, a function that makes one, or what goes wrong.
 * `not-sent`: no connection was made. `lost`: the request was sent and no answer came. `hang`: never settles.
 * `cut`: the body breaks off after its first half.
 */
export type ScriptStep =
  | ScriptedAnswer
  | 'not-sent'
  | 'lost'
  | 'hang'
  | { readonly cut: ScriptedAnswer }
  | ((request: RecordedRequest) => ScriptedAnswer | Promise<ScriptedAnswer>)

export interface ScriptedTransport extends Transport {
  /** Every request so far, in order. */
  readonly requests: readonly RecordedRequest[]
  /** Steps that were not used yet. */
  readonly remaining: number
}

/**
 * A transport that plays a script, one step a request; a request past its end fails the test with an error.
 * @param steps or one function that answers every request
 */
export function createScriptedTransport(
  steps: readonly ScriptStep[] | ((request: RecordedRequest) => ScriptedAnswer | Promise<ScriptedAnswer>),
): ScriptedTransport {
  const requests: RecordedRequest[] = []
  const queue = typeof steps === 'function' ? undefined : [...steps]
  const transport: Transport = async (request) => {
    const recorded = record(request)
    requests.push(recorded)
    const step = typeof steps === 'function' ? steps : queue?.shift()
    if (step === undefined) throw new Error(`Request ${requests.length} (${recorded.url}) is not in the script.`)
    if (step === 'not-sent') throw new TransportError('Connection refused.', { sent: 'no' })
    if (step === 'lost') throw new TransportError('Connection reset.', { sent: 'maybe' })
    if (step === 'hang') return hang(request.signal)
    if (typeof step === 'function') return respond(await step(recorded), false)
    return 'cut' in step ? respond(step.cut, true) : respond(step, false)
  }
  return Object.defineProperties(transport as ScriptedTransport, {
    requests: { value: requests },
    remaining: { get: () => queue?.length ?? 0 },
  })
}

function record({ method, url, headers, body, network }: TransportRequest): RecordedRequest {
  return { method, url: url.href, headers, body: typeof body === 'string' ? parse(body) : body, network }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new TransportError('Aborted.', { sent: 'maybe' })), { once: true })
  })
}

function respond(
  { status = 200, headers = {}, body = '', viaProxy = false }: ScriptedAnswer,
  cut: boolean,
): TransportResponse {
  const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return { status, header: (name: string) => headers[name], body: stream(bytes, cut), viaProxy }
}

async function* stream(bytes: Uint8Array, cut: boolean): AsyncGenerator<Uint8Array, void> {
  yield cut ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes
  if (!cut) return
  throw new TransportError('Connection reset.', { sent: 'maybe' })
}
