import { accountOf } from '@fluxkit/jobs'
import type { Host } from '../host.ts'
import type { Connection } from './connection.ts'

/** Which service to use, as environment and options say. */
export type ServiceChoice =
  | { readonly kind: 'sandbox' }
  | {
      readonly kind: 'service'
      readonly baseUrl: string
      readonly token: string
      /** Absent when none is named: core chooses the vendor's own only for the vendor's own service. */
      readonly platformBaseUrl: string | undefined
      readonly platformToken: string | undefined
    }

/**
 * Opens the service or the sandbox; the other one isn't loaded.
 *
 * @param measuresLinks May an edit read the first bytes of a linked image, to keep its shape? Not where strangers choose
 *   the links.
 */
export async function openConnection(
  host: Pick<Host, 'clock' | 'random' | 'env'>,
  choice: ServiceChoice,
  measuresLinks: boolean,
): Promise<Connection> {
  if (choice.kind === 'sandbox') {
    const { openSandbox } = await import('./sandbox.ts')
    return openSandbox(host)
  }
  const { createFluxClient, undiciTransport } = await import('@fluxkit/core/node')
  const { token, baseUrl, platformBaseUrl, platformToken } = choice
  const { clock, random, env } = host
  const transport = undiciTransport({ env })
  const client = createFluxClient({
    token,
    baseUrl,
    platformBaseUrl,
    platformToken,
    transport,
    clock,
    random,
    measureInputImages: measuresLinks,
  })
  return {
    client,
    service: new URL(baseUrl).origin,
    account: await accountOf(token, baseUrl),
    isSandbox: false,
    hasPlatformToken: platformToken !== undefined,
    async [Symbol.asyncDispose]() {
      await client.close()
      await transport.close()
    },
  }
}
