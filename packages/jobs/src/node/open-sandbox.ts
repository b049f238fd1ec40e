import { type Clock, createFluxClient, fetchTransport, type FluxClient } from '@fluxkit/core'

/** A name that never resolves (RFC 2606), so nothing leaves the machine. */
const origin = 'https://sandbox.invalid'

/** The part of the simulator that a sandbox needs. */
export interface SandboxSimulator {
  /** Responds like the service; rejects when it drops the connection. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /** Stops running tasks. */
  close(): Promise<void>
}

/** Replaces the service in a program without a token. */
export interface Sandbox extends AsyncDisposable {
  readonly client: FluxClient
  /** What jobs record. Tasks end with the program, so another run's sandbox is another service. */
  readonly service: string
  readonly account: string
  readonly isSandbox: true
  readonly hasPlatformToken: true
}

/** A simulator inside this program, behind an ordinary client. */
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
