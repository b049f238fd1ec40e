import * as vscode from 'vscode'
import type { SessionDemand, SessionRefusal } from '../../model/cost/session.ts'
import type { Services } from '../../services.ts'

/** What a person may do: `past`: they were asked, and go past the limits. */
export type Allowed = { readonly kind: 'within' } | { readonly kind: 'past'; readonly takeBack: () => Promise<void> }

/**
 * Holds the limits of the session; a person may allow more, which starts the count anew.
 *
 * @returns `undefined`: nothing may be ordered
 */
export async function allowsBudget(
  jobs: Pick<Services['jobs'], 'check' | 'allowMore'>,
  demand: SessionDemand,
): Promise<Allowed | undefined> {
  const answer = await jobs.check(demand)
  if (answer.ok) return { kind: 'within' }
  const goOn = vscode.l10n.t('Continue')
  if ((await vscode.window.showWarningMessage(question(answer), { modal: true }, goOn)) !== goOn) return undefined
  return { kind: 'past', takeBack: answer.limit === 'unpriced' ? async () => undefined : await jobs.allowMore() }
}

function question({ limit, value }: SessionRefusal): string {
  switch (limit) {
    case 'cost':
      return vscode.l10n.t('This would go past the cost limit of this session ({0}).', value)
    case 'unpriced':
      return vscode.l10n.t('There is a cost limit ({0}), and nobody knows what this model costs.', value)
    default:
      return vscode.l10n.t('This would go past the limit of {0} pictures in this session.', value)
  }
}
