import { readApplications, readUsage } from '../contract/account-answers.ts'
import { defined } from '../contract/defined.ts'
import type { Charged } from '../errors/codes.ts'
import { ServiceFailureError } from '../errors/service-errors.ts'
import type { ServiceCall } from '../http/exchange.ts'
import { readCall } from '../http/read-call.ts'
import { readCallOptions } from './call-options.ts'
import type { Service } from './service.ts'
import { endpoint } from './settings.ts'
import type { TokenKind } from './token.ts'
import type { CallOptions } from './options.ts'
import type { AccountClient } from './types.ts'

const platformToken: TokenKind = {
  name: 'platform',
  option: 'platformToken',
  advice:
    'Check ACEDATACLOUD_PLATFORM_TOKEN: balance and usage need a token of the platform, which is not the API token.',
}

export function createAccountClient(service: Service): AccountClient {
  const { network, retry, platformBaseUrl } = service.settings

  async function read<T>(path: string, reader: (json: unknown) => T | undefined, options: CallOptions): Promise<T> {
    const { signal, ...more } = options
    const call: ServiceCall = {
      ...readCallOptions(service.settings, more),
      method: 'GET',
      url: endpoint(platformBaseUrl, path),
      token: await service.token(platformToken, signal),
      tokenAdvice: platformToken.advice,
      signal,
      secrets: service.allSecrets,
      isAboutOthers: true,
    }
    const answer = reader(await readCall(network, call, retry))
    if (answer) return answer
    throw new ServiceFailureError('bad_answer', 'The answer of the platform contains no list.', { url: call.url })
  }

  return {
    async balance(options = {}) {
      const applications = await read('/api/v1/applications/', readApplications, options)
      const credits = applications.reduce((sum, { remainingCredits }) => sum + remainingCredits, 0)
      return { credits, applications: applications.map((application) => defined(application)) }
    },
    async usage(traceId, options = {}) {
      const path = `/api/v1/usage/apis/?trace_id=${encodeURIComponent(traceId)}`
      const rows = (await read(path, readUsage, options)).filter((row) => row.traceId === traceId)
      const amounts = rows.flatMap(({ deductedCredits }) => deductedCredits ?? [])
      const credits = amounts.length > 0 ? amounts.reduce((sum, amount) => sum + amount, 0) : undefined
      const statusCode = rows.find((row) => row.statusCode !== undefined)?.statusCode
      return defined({ charged: chargedOf(credits, statusCode), credits, statusCode })
    },
  }
}

/** Nothing deducted is final only for a request that failed: others may be deducted when they are finished. */
function chargedOf(credits: number | undefined, statusCode: number | undefined): Charged {
  if (credits === undefined) return 'unknown'
  if (credits > 0) return 'yes'
  return statusCode !== undefined && statusCode >= 400 ? 'no' : 'unknown'
}
