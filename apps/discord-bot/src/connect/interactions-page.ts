import { InteractionResponseType, InteractionType, type APIInteraction } from 'discord.js'
import { Hono } from 'hono'
import { within } from '../time/within.ts'
import type { ConnectionTools } from './connection.ts'
import { interactionsPath } from './endpoint-url.ts'
import { createHandleOnce } from './handle-once.ts'
import { readRequestBody } from './read-request-body.ts'
import type { VerifyKey } from './verify-key.ts'

/** Far above the largest interaction: a modal with five long texts, or a message with everything in it. */
const maxBytes = 1024 * 1024
/** Discord gives up after 3 s. */
const bodyTimeoutMs = 3_000
/** A recorded request can't be replayed later. Wide enough for an inaccurate clock. */
const maxAgeMs = 5 * 60_000
/** Discord wants to hear within 3 s that a request was received. */
const receivedWithinMs = 2_500
/** A wrong clock is reported no more often. */
const clockWarningMs = 60_000

type Refusal = 'unsigned' | 'wrong signature' | 'old' | 'too large' | 'too slow' | 'cut off' | 'unreadable'

const statuses: Readonly<Record<Refusal, 400 | 401 | 408 | 413>> = {
  unsigned: 401,
  'wrong signature': 401,
  old: 401,
  'too large': 413,
  'too slow': 408,
  'cut off': 400,
  unreadable: 400,
}

/** After the others the rest of the body isn't waited for. */
const isReadWhole: ReadonlySet<Refusal> = new Set(['wrong signature', 'old', 'unreadable'])

/**
 * Receives interactions. PING is answered in the body. Every other one is answered by the callback, as in gateway mode, and
 * then with 202: that says only that it was received, whatever came of the answer, so that nobody sends it again. When the
 * callback has failed, Discord shows "The application did not respond".
 * Source: "Receiving and Responding to Interactions".
 */
export function createInteractionsPage({ clock, log, metrics, receive }: ConnectionTools, key: VerifyKey): Hono {
  const once = createHandleOnce(clock)
  let warnedMs = -Infinity

  function isFresh(timestamp: string): boolean {
    const offMs = clock.now() - Number(timestamp) * 1000
    if (Math.abs(offMs) <= maxAgeMs) return true
    if (clock.now() - warnedMs >= clockWarningMs) {
      warnedMs = clock.now()
      const seconds = Math.round(offMs / 1000)
      log.error({ seconds }, 'an interaction is old, or the clock of this machine is wrong')
    }
    return false
  }

  async function read(request: Request): Promise<APIInteraction | Refusal> {
    const timestamp = request.headers.get('x-signature-timestamp') ?? ''
    const signature = request.headers.get('x-signature-ed25519') ?? ''
    if (signature === '' || !/^\d{1,12}$/.test(timestamp)) return 'unsigned'
    const body = await readRequestBody(request, { maxBytes, timeoutMs: bodyTimeoutMs, clock })
    if (typeof body === 'string') return body
    if (!(await key.isSigned({ timestamp, body, signature }))) return 'wrong signature'
    return isFresh(timestamp) ? (parse(body) ?? 'unreadable') : 'old'
  }

  const page = new Hono()
  page.post(interactionsPath, async (context) => {
    // The key is read at the start; nothing can be checked before.
    if (!key.isKnown()) return context.body(null, 503)
    const received = await read(context.req.raw)
    if (typeof received === 'string') {
      metrics.interactionsRefused.inc({ reason: received })
      log.debug({ reason: received }, 'a request was refused')
      return context.body(null, statuses[received], isReadWhole.has(received) ? {} : { connection: 'close' })
    }
    if (received.type === InteractionType.Ping) return context.json({ type: InteractionResponseType.Pong })
    await within(
      clock,
      once(received.id, () => receive(received)),
      receivedWithinMs,
    )
    return context.body(null, 202)
  })
  page.all(interactionsPath, (context) => context.body(null, 405, { allow: 'POST' }))
  return page
}

/** @returns undefined when it isn't an interaction */
function parse(body: Uint8Array): APIInteraction | undefined {
  try {
    const raw: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    const { id, type } = (raw ?? {}) as { readonly id?: unknown; readonly type?: unknown }
    const isInteraction = typeof id === 'string' && /^\d{1,20}$/.test(id) && typeof type === 'number'
    return isInteraction ? (raw as APIInteraction) : undefined
  } catch {
    return undefined
  }
}
