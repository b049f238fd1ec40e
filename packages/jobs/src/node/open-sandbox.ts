import { type Clock, createFluxClient, fetchTransport, type FluxClient } from '@fluxkit/core'

/** A name that can never lead anywhere (RFC 2606): nothing leaves the machine. */
const origin = 'https://sandbox.invalid'

/** The simulator, as far as a sandbox needs it. */
export interface SandboxSimulator {
  /** Answers as the service would; rejects when it drops the connection. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /** Ends what it still works on. */
  close(): Promise<void>
}

/** What a program works with instead of the service when it has no token. */
export interface Sandbox extends AsyncDisposable {
  readonly client: FluxClient
  /** What jobs record. Tasks end with the program, so another run's sandbox is another service. */
  readonly service: string
  readonly account: string
  readonly isSandbox: true
  readonly hasPlatformToken: true
}

/** A simulator inside this program, behind a client that knows nothing of it. */
export function openSandbox(
  simulator: SandboxSimulator,
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
): Sandbox {
  const client = createFluxClient({
    token: 'sandbox',
    baseUrl: origin,
    platformBaseUrl: origin,
    platformToken: 'platform-sandbox',
    transport: fetchTransport((input, init) => simulator.fetch(input, init)),
    clock,
    random,
  })
  return {
    client,
    service: `sandbox:${process.pid}-${Math.floor(random() * 1e9).toString(36)}`,
    account: 'sandbox',
    isSandbox: true,
    hasPlatformToken: true,
    async [Symbol.asyncDispose]() {
      await client.close()
      await simulator.close()
    },
  }
}
