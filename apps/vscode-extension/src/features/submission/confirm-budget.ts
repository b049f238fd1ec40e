import * as vscode from 'vscode'
import type { SessionRefusal } from '../../model/cost/session.ts'
import type { Services } from '../../services.ts'
import { t } from '../../platform/t.ts'
import { costOf, type Priced } from './costs.ts'

/** What a user may do: `past`: they were asked, and go past the limits. */
export type Allowed = { readonly kind: 'within' } | { readonly kind: 'past'; readonly takeBack: () => Promise<void> }

/**
 * Holds the limits of the session; a user may allow more, which starts the count again. The sandbox has no limits.
 *
 * @returns `undefined`: nothing may be submitted
 */
export async function allowsBudget(
  { jobs }: Pick<Services, 'jobs'>,
  requests: readonly Priced[],
  isSandbox: boolean,
): Promise<Allowed | undefined> {
  if (isSandbox) return { kind: 'within' }
  const images = requests.reduce((sum, { count }) => sum + count, 0)
  const answer = await jobs.check({ actor: 'person', images, cost: await costOf({ jobs }, requests) })
  if (answer.ok) return { kind: 'within' }
  const goOn = t('continue')
  if ((await vscode.window.showWarningMessage(question(answer), { modal: true }, goOn)) !== goOn) return undefined
  return { kind: 'past', takeBack: answer.limit === 'unpriced' ? async () => undefined : await jobs.allowMore() }
}

function question({ limit, value }: SessionRefusal): string {
  switch (limit) {
    case 'cost':
      return t('overCostLimit', { limit: value })
    case 'unpriced':
      return t('costUnknown', { limit: value })
    default:
      return t('overImageLimit', { count: value })
  }
}
