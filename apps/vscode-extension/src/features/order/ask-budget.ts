import * as vscode from 'vscode'
import type { SessionAnswer, SessionDemand } from '../../model/cost/session.ts'
import type { Services } from '../../services.ts'

/**
 * Holds the limits of the session; a person may allow more, which starts the count anew.
 *
 * @returns `past`: a person was asked and goes past them; `undefined`: nothing may be ordered
 */
export async function allowsBudget(
  jobs: Services['jobs'],
  demand: SessionDemand,
): Promise<'within' | 'past' | undefined> {
  const answer = await jobs.check(demand)
  if (answer.ok) return 'within'
  const goOn = vscode.l10n.t('Continue')
  if ((await vscode.window.showWarningMessage(question(answer), { modal: true }, goOn)) !== goOn) return undefined
  if (answer.limit !== 'unpriced') await jobs.allowMore()
  return 'past'
}

function question({ limit, value }: Exclude<SessionAnswer, { ok: true }>): string {
  switch (limit) {
    case 'cost':
      return vscode.l10n.t('This would go past the cost limit of this session ({0}).', value)
    case 'unpriced':
      return vscode.l10n.t('There is a cost limit ({0}), and nobody knows what this model costs.', value)
    default:
      return vscode.l10n.t('This would go past the limit of {0} pictures in this session.', value)
  }
}
