import * as vscode from 'vscode'
import type { SessionDemand, SessionRefusal } from '../../model/cost/session.ts'
import type { Services } from '../../services.ts'
import { t } from '../../platform/t.ts'

/** What a user may do: `past`: they were asked, and go past the limits. */
export type Allowed = { readonly kind: 'within' } | { readonly kind: 'past'; readonly takeBack: () => Promise<void> }

/**
 * Holds the limits of the session; a user may allow more, which starts the count again.
 *
 * @returns `undefined`: nothing may be submitted
 */
export async function allowsBudget(
  jobs: Pick<Services['jobs'], 'check' | 'allowMore'>,
  demand: SessionDemand,
): Promise<Allowed | undefined> {
  const answer = await jobs.check(demand)
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
