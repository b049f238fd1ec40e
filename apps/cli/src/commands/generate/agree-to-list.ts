import { type Cli, isInteractive } from '../../cli.ts'
import type { Connection } from '../../client/connection.ts'
import { costText } from '../../output/cost-text.ts'
import { usageError } from '../../errors/program-error.ts'
import { askYesNo, stoppedError } from '../../prompts/questions.ts'
import type { ListSummary } from './list-text.ts'

/** Asks for consent before a list is paid for. @throws {ProgramError} without it; nothing was sent */
export async function agreeToList(
  cli: Cli,
  { isSandbox }: Pick<Connection, 'isSandbox'>,
  { toSubmit, cost }: ListSummary,
  { yes = false }: { readonly yes?: boolean },
): Promise<void> {
  if (yes || isSandbox || toSubmit === 0) return
  const count = toSubmit
  if (!isInteractive(cli.host)) {
    throw usageError(
      ({ t }) => t('usage.listNeedsYes', { count }),
      ({ t }) => t('usage.listNeedsYesAdvice'),
    )
  }
  const { t } = cli.texts
  const question =
    cost === undefined ? t('ask.list', { count }) : t('ask.listCost', { count, cost: costText(cost, cli.texts) })
  if (!(await askYesNo(cli, question))) throw stoppedError()
}
