import { defaultModelIds } from '@fluxkit/core'
import { type Demand, type Draft, estimate, type Json, learn, type Listed, requestFacts } from '@fluxkit/jobs'
import { appName } from '../money/budget.ts'
import { knownPrices } from '../money/known-prices.ts'
import type { Connection } from '../service/connection.ts'
import type { ServerPlace } from './place.ts'
import type { JobRequest } from './job-request.ts'

interface Facts {
  readonly id: string
  readonly jobRequest: JobRequest
  readonly connection: Pick<Connection, 'service' | 'account'>
  readonly session: string
  /** To learn prices from. */
  readonly entries: readonly Listed[]
}

/** What is saved of a request before anything is submitted. */
export function draftOf({ id, jobRequest, connection, session, entries }: Facts): Draft<unknown> {
  const { request: given, input, workspace, via, variant, name, fingerprint } = jobRequest
  const model = given.model ?? defaultModelIds[given.action]
  const count = given.action === 'generate' ? { count: given.count ?? 1 } : {}
  const request = { ...given, model, ...count } as unknown as Json
  const { cost } = estimate(learn(entries), { request }, { prices: knownPrices })
  const place: ServerPlace = {
    directory: workspace.directory,
    namePattern: name ?? '{prompt}',
    metadata: false,
    via,
    session,
    variant,
    ...(input && { mayPublish: true }),
    ...(fingerprint !== undefined && { fingerprint, key: jobRequest.key }),
  }
  const { service, account } = connection
  const origin = { app: appName, actor: 'agent' } as const
  return { id, service, account, origin, request, place, ...(cost && { estimate: cost }) }
}

/** What a job takes from a budget. */
export function demandOf({ request, estimate: cost }: Draft<unknown>): Demand {
  const isCredits = cost !== undefined && /^credits?$/i.test(cost.currency)
  return { images: requestFacts({ request }).count, ...(isCredits && { credits: cost.amount }) }
}
