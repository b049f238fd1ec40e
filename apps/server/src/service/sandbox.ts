import { createFluxClient, fetchTransport } from '@fluxkit/core'
import { createSimulator } from '@fluxkit/simulator'
import type { Host } from '../host.ts'
import type { Connection } from './connection.ts'

/** A name that can never lead anywhere (RFC 2606): nothing leaves the machine. */
const sandboxOrigin = 'https://sandbox.invalid'

/** Fast enough not to bore, slow enough to be like the service. */
const speed = 2

/** The simulator inside this program, behind a client that knows nothing of it. Its tasks end with the program. */
export function openSandbox({ clock, random }: Pick<Host, 'clock' | 'random'>): Connection {
  const simulator = createSimulator({ clock, random, speed })
  const client = createFluxClient({
    token: 'sandbox',
    baseUrl: sandboxOrigin,
    platformBaseUrl: sandboxOrigin,
    platformToken: 'platform-sandbox',
    transport: fetchTransport((input, init) => simulator.fetch(input, init)),
    clock,
    random,
  })
  return {
    client,
    // Tasks end with the program: another run's sandbox is another service.
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
