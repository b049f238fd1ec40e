import { accountOf } from '@fluxkit/jobs'
import { tokenFilePath } from '@fluxkit/jobs/node'
import type { Cli } from '../cli.ts'
import { chooseService, noTokenError, type ServiceChoice } from '../settings/choose-service.ts'
import { readTokenFile } from '../settings/token-file.ts'
import type { Connection } from './connection.ts'

export async function findService({ host, folders }: Cli, wantsSandbox: boolean): Promise<ServiceChoice> {
  const stored = await readTokenFile(tokenFilePath(folders.config), host.platform)
  return chooseService(host.env, stored, wantsSandbox)
}

/**
 * Opens the service or the sandbox. What a command does not need (undici, the simulator) is not loaded.
 * @throws {ProgramError} when there is no token for the address that is set
 */
export async function openConnection(
  cli: Cli,
  { wantsSandbox = false }: { readonly wantsSandbox?: boolean } = {},
): Promise<Connection> {
  const choice = await findService(cli, wantsSandbox)
  if (choice.kind === 'sandbox') {
    const { openSandbox } = await import('./sandbox.ts')
    return openSandbox(cli.host, choice.reason)
  }
  if (choice.token === undefined) throw noTokenError(choice.baseUrl)
  const { createFluxClient, undiciTransport } = await import('@fluxkit/core/node')
  const { token, baseUrl, platformBaseUrl, platformToken } = choice
  const transport = undiciTransport({ env: cli.host.env })
  const { clock, random } = cli.host
  const client = createFluxClient({ token, baseUrl, platformBaseUrl, platformToken, transport, clock, random })
  return {
    client,
    service: new URL(baseUrl).origin,
    account: await accountOf(token, baseUrl),
    isSandbox: false,
    isFallback: false,
    hasPlatformToken: platformToken !== undefined,
    speed: 1,
    async [Symbol.asyncDispose]() {
      await client.close()
      await transport.close()
    },
  }
}
