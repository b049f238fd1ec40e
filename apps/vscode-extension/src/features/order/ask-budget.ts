import * as vscode from 'vscode'
import type { Budget } from '../../model/cost/budget.ts'

/** Holds the limit of the session; a person may allow more, which starts the count anew. */
export async function allowsBudget(budget: Budget, pictures: number, price: number | undefined): Promise<boolean> {
  const answer = budget.check('person', pictures, price)
  if (answer.ok) return true
  const goOn = vscode.l10n.t('Continue')
  const message =
    answer.limit === 'cost'
      ? vscode.l10n.t('This would go past the cost limit of this session ({0}).', answer.value)
      : vscode.l10n.t('This would go past the limit of {0} pictures in this session.', answer.value)
  if ((await vscode.window.showWarningMessage(message, { modal: true }, goOn)) !== goOn) return false
  budget.reset()
  return true
}
