import { createFluxClient, fetchTransport } from '@fluxkit/core'
import { createSimulator } from '@fluxkit/simulator'
import type { Host } from '../host.ts'
import { usageError } from '../errors/program-error.ts'
import type { Connection } from './connection.ts'

/** A name that can never lead anywhere (RFC 2606): nothing leaves the machine. */
const sandboxOrigin = 'https://sandbox.invalid'

/** Fast enough not to bore, slow enough to see the progress of a real task. */
const usualSpeed = 2

/** The simulator inside this program, behind a client that knows nothing of it. Its tasks end with the program. */
export function openSandbox(host: Host, reason: 'asked' | 'no-token'): Connection {
  const { clock, random, env } = host
  const speed = readSpeed(env['FLUXKIT_SANDBOX_SPEED'])
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
    isFallback: reason === 'no-token',
    hasPlatformToken: true,
    speed,
    async [Symbol.asyncDispose]() {
      await client.close()
      await simulator.close()
    },
  }
}

function readSpeed(text: string | undefined): number {
  if (!text) return usualSpeed
  const speed = Number(text)
  if (speed > 0 && speed <= 1_000_000) return speed
  throw usageError('FLUXKIT_SANDBOX_SPEED must be a number above 0.', 'Correct it, or unset it.')
}
