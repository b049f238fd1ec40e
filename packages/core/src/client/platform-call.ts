import { invalidArgument } from '../errors/request-errors.ts'
import type { ServiceCall } from '../http/exchange.ts'
import type { CallOptions } from './options.ts'
import type { Service } from './service.ts'
import { endpoint } from './settings.ts'
import type { TokenKind } from './token.ts'

const platformToken: TokenKind = {
  name: 'platform',
  option: 'platformToken',
  advice:
    'Check ACEDATACLOUD_PLATFORM_TOKEN: uploads, balance and usage need a token of the platform, not the API token.',
}

/**
 * A call to the vendor's platform, not yet sent.
 * @throws {InvalidRequestError} {AuthenticationError} {ClientClosedError}
 */
export async function platformCall(
  service: Service,
  path: string,
  { signal, timeoutMs = service.settings.requestTimeoutMs, headers }: CallOptions,
): Promise<ServiceCall> {
  const { platformBaseUrl, headers: usual } = service.settings
  if (!platformBaseUrl) {
    const rule = 'is required, because baseUrl is not the vendor’s; nothing was sent to its platform'
    throw invalidArgument('platformBaseUrl', rule)
  }
  return {
    timeoutMs,
    headers: { ...usual, ...headers },
    url: endpoint(platformBaseUrl, path),
    token: await service.token(platformToken, signal),
    tokenAdvice: platformToken.advice,
    signal,
    secrets: service.allSecrets,
  }
}
