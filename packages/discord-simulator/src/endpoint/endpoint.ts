import type { Backend, EndpointPort } from '../backend.ts'
import type { InteractionRecord } from '../state/interaction.ts'
import { userToWire } from '../state/user-wire.ts'
import { problemOf } from './take-answer.ts'
import { NoAnswer, post, type EndpointAnswer } from './post.ts'
import { createSigningKey, type SigningKey } from './signing-key.ts'

/** One request with an interaction. */
export interface EndpointDelivery {
  readonly interactionId: string
  readonly url: string
  /** Absent: there was no answer. */
  readonly status?: number
  /** What Discord would not accept as an answer. */
  readonly problem?: string
}

/** With which a request proves that it is Discord's. */
export type SignatureHeaders = Readonly<Record<'x-signature-timestamp' | 'x-signature-ed25519', string>>

/** HTTP interactions: Discord POSTs to a URL, and the gateway gets none of them while there is one. */
export interface EndpointControls {
  /** `interactions_endpoint_url` of the application; undefined: interactions go to the gateway. */
  readonly url: string | undefined
  /** Ed25519 in hexadecimal, as `GET /applications/@me` has it. */
  readonly verifyKey: string
  /** Oldest first. */
  readonly deliveries: readonly EndpointDelivery[]
  /**
   * Sets the URL without the checks that `PATCH /applications/@me` makes. Several are replicas behind a load balancer: each
   * gets interactions in turn, unless nothing listens there. None: interactions go to the gateway again.
   */
  use(...urls: readonly string[]): void
  /**
   * Discord's routine check: PING with a good signature and with a bad one. A URL that fails is removed.
   * @returns what is wrong; undefined when nothing is
   */
  probe(): Promise<string | undefined>
  /** Sends an interaction again, signed again, as a proxy may that repeats a request. */
  redeliver(interactionId: string): Promise<EndpointDelivery>
  /** Signs with a new key from now on. */
  renewKey(): void
  /** Headers with which a body counts as Discord's. @param atSeconds default: now, by the simulator's clock */
  sign(body: string, atSeconds?: number): Promise<SignatureHeaders>
}

export interface Endpoint extends EndpointPort, EndpointControls {
  /** Gives up what was not answered yet. */
  shutDown(): void
}

/** @param failed takes errors of the simulator itself */
export function createEndpoint(backend: () => Backend, failed: (error: unknown) => void): Endpoint {
  let key = createSigningKey()
  let urls: readonly string[] = []
  let turn = 0
  const deliveries: EndpointDelivery[] = []
  /** Bodies by interaction. */
  const sent = new Map<string, string>()
  const closing = new AbortController()

  function send(url: string, headers: SignatureHeaders, body: string): Promise<EndpointAnswer> {
    return post({ clock: backend().clock, closing: closing.signal }, url, headers, body)
  }

  async function sign(
    body: string,
    atSeconds: number = Math.floor(backend().clock.now() / 1000),
    by: SigningKey = key,
  ): Promise<SignatureHeaders> {
    const timestamp = String(atSeconds)
    return { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': await by.sign(timestamp, body) }
  }

  /** To the replica whose turn it is. @throws NoAnswer */
  async function sendInTurn(body: string): Promise<EndpointAnswer & { readonly url: string }> {
    const inTurn = urls.map((_, index) => urls[(turn + index) % urls.length] ?? '')
    turn += 1
    let refused = new NoAnswer('there is no URL any more', true)
    for (const url of inTurn) {
      try {
        return { url, ...(await send(url, await sign(body), body)) }
      } catch (error) {
        if (!(error instanceof NoAnswer && error.isUnreachable)) throw error
        refused = error
      }
    }
    throw refused
  }

  async function attempt(interaction: InteractionRecord, body: string): Promise<EndpointDelivery> {
    let delivery: EndpointDelivery
    try {
      const { url, ...answer } = await sendInTurn(body)
      const problem = problemOf(backend(), interaction, answer)
      delivery = { interactionId: interaction.id, url, status: answer.status, ...(problem && { problem }) }
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      delivery = { interactionId: interaction.id, url: urls[0] ?? '', problem: error.message }
    }
    deliveries.push(delivery)
    // Discord shows at once that the app did not respond, unless it did so by the callback.
    if (delivery.problem !== undefined) backend().interactions.fail(interaction)
    backend().events.emit({ type: 'endpoint.answered', ...delivery })
    return delivery
  }

  async function ping(url: string, isSigned: boolean): Promise<EndpointAnswer> {
    const { applicationId, botUser, nextId, newToken } = backend()
    const body = JSON.stringify({
      id: nextId(),
      application_id: applicationId,
      type: 1,
      token: newToken(),
      version: 1,
      user: userToWire(botUser),
      entitlements: [],
      authorizing_integration_owners: {},
    })
    return send(url, await sign(body, undefined, isSigned ? key : createSigningKey()), body)
  }

  async function check(url: string): Promise<string | undefined> {
    try {
      const good = await ping(url, true)
      if (good.status !== 200 || !isPong(good.body)) return `PING was answered with ${good.status}, not with PONG`
      const bad = await ping(url, false)
      return bad.status === 401 ? undefined : `a wrong signature was answered with ${bad.status}, not with 401`
    } catch (error) {
      if (error instanceof NoAnswer) return error.message
      throw error
    }
  }

  function use(...given: readonly string[]): void {
    urls = given
    backend().events.emit({ type: 'endpoint.changed', url: given[0] ?? null })
  }

  return {
    get url() {
      return urls[0]
    },
    get verifyKey() {
      return key.verifyKey
    },
    deliveries,
    use,
    check,
    async probe() {
      const problems = await Promise.all(urls.map(check))
      const problem = problems.find((one) => one !== undefined)
      if (problem !== undefined) use()
      return problem
    },
    deliver(interaction, payload) {
      const body = JSON.stringify(payload)
      sent.set(interaction.id, body)
      attempt(interaction, body).catch(failed)
    },
    async redeliver(interactionId) {
      const interaction = backend().interactions.byId(interactionId)
      const body = sent.get(interactionId)
      if (interaction === undefined || body === undefined) throw new Error(`No interaction ${interactionId} was sent`)
      return attempt(interaction, body)
    },
    renewKey() {
      key = createSigningKey()
    },
    sign: (body, atSeconds) => sign(body, atSeconds),
    shutDown: () => closing.abort(),
  }
}

function isPong(body: string): boolean {
  try {
    return (JSON.parse(body) as { type?: unknown } | null)?.type === 1
  } catch {
    return false
  }
}
