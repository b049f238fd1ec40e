import { readApplications, readUsage } from '../contract/account-answers.ts'
import { defined } from '../contract/defined.ts'
import type { Charged } from '../errors/codes.ts'
import { ServiceFailureError } from '../errors/service-errors.ts'
import { readCall } from '../http/read-call.ts'
import { assertIds } from './assert-ids.ts'
import { platformCall } from './platform-call.ts'
import type { Service } from './service.ts'
import type { CallOptions } from './options.ts'
import type { AccountClient } from './types.ts'

export function createAccountClient(service: Service): AccountClient {
  const { network, retry } = service.settings

  async function read<T>(path: string, reader: (json: unknown) => T | undefined, options: CallOptions): Promise<T> {
    const call = { ...(await platformCall(service, path, options)), method: 'GET', isAboutOthers: true } as const
    const answer = reader(await readCall(network, call, retry))
    if (answer) return answer
    throw new ServiceFailureError('bad_answer', 'The answer of the platform contains no list.', { url: call.url })
  }

  return {
    async balance(given) {
      const applications = await service.call(given, (options) =>
        read('/api/v1/applications/', readApplications, options),
      )
      const credits = applications.reduce((sum, { remainingCredits }) => sum + remainingCredits, 0)
      return { credits, applications: applications.map((application) => defined(application)) }
    },
    async usage(traceId, given) {
      assertIds([traceId], 'trace')
      const path = `/api/v1/usage/apis/?trace_id=${encodeURIComponent(traceId)}`
      const listed = await service.call(given, (options) => read(path, readUsage, options))
      const rows = listed.filter((row) => row.traceId === traceId)
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
