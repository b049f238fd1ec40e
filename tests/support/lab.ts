import type { Transport, TransportRequest } from '@fluxkit/core'
import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { createFluxClient, type NodeFluxClient, type NodeFluxClientOptions, undiciTransport } from '@fluxkit/core/node'
import { createSimulator, type Simulator, type SimulatorOptions } from '@fluxkit/simulator'
import { settleProcess } from '@fluxkit/tooling/time'

export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** @throws when the text is not JSON */
  readonly json: () => Record<string, unknown>
}

/** Core and the simulator on one fake clock, with real sockets between them. */
export interface Lab extends AsyncDisposable {
  readonly clock: FakeClock
  readonly simulator: Simulator
  readonly url: string
  readonly client: NodeFluxClient
  /** What core has asked, in order. */
  readonly requests: readonly Pick<TransportRequest, 'method' | 'url' | 'headers' | 'body'>[]
  /** Another client of the same simulator, on the same clock. */
  readonly connect: (options?: NodeFluxClientOptions) => NodeFluxClient
  /** Lets time pass for as long as this takes. */
  readonly settle: <T>(work: Promise<T>) => Promise<T>
  /** Lets time pass. */
  readonly wait: (ms: number) => Promise<void>
  /** A request by fetch, without any of core's code. */
  readonly send: (path: string, init?: RequestInit) => Promise<RawAnswer>
  /** POSTs JSON with a valid token, unless another one, or `null` for none, is given. */
  readonly post: (path: string, body: unknown, token?: string | null) => Promise<RawAnswer>
}

export interface LabOptions {
  readonly simulator?: SimulatorOptions
  readonly client?: NodeFluxClientOptions
  /** Put between core and the network: for tests of the tests. */
  readonly meddle?: (transport: Transport) => Transport
}

/** Every task takes ten seconds of the fake clock, which is nearly no time. */
export async function createLab(options: LabOptions = {}): Promise<Lab> {
  const clock = createFakeClock({ settle: settleProcess })
  const simulator = createSimulator({ clock, durationsMs: () => 10_000, ...options.simulator })
  const { url } = await simulator.listen()
  const transport = undiciTransport({ env: {} })
  const meddled = (options.meddle ?? ((each) => each))(transport)
  const requests: TransportRequest[] = []
  const clients: NodeFluxClient[] = []

  const connect: Lab['connect'] = (more = {}) => {
    const client = createFluxClient({
      token: 'api-token',
      platformToken: 'platform-token',
      baseUrl: url,
      platformBaseUrl: url,
      transport: (request) => {
        requests.push(request)
        return meddled(request)
      },
      clock,
      random: () => 0,
      // Links of the tests lead nowhere, and requests are counted.
      measureInputImages: false,
      ...options.client,
      ...more,
    })
    clients.push(client)
    return client
  }

  const send: Lab['send'] = async (path, init) => {
    const answer = fetch(url + path, init).then(async (response) => ({ response, text: await response.text() }))
    const { response, text } = await clock.until(answer)
    const { status, headers } = response
    return { status, headers, text, json: () => JSON.parse(text) as Record<string, unknown> }
  }

  return {
    clock,
    simulator,
    url,
    client: connect(),
    requests,
    connect,
    settle: (work) => clock.until(work),
    wait: (ms) => clock.advance(ms),
    send,
    post: (path, body, token = 'api-token') =>
      send(path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      }),
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map((client) => client.close()))
      await transport.close()
      await simulator.close()
    },
  }
}
