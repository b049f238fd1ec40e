import { type Cli, isInteractive } from '../../cli.ts'
import type { Connection } from '../../client/connection.ts'
import { costText } from '../../output/cost-text.ts'
import { usageError } from '../../errors/program-error.ts'
import { askYesNo, stoppedError } from '../../prompts/questions.ts'
import type { ListSummary } from './list-text.ts'

/** Nothing of a list is paid for that nobody has agreed to. @throws {ProgramError} then; nothing was sent */
export async function agreeToList(
  { host }: Cli,
  { isSandbox }: Pick<Connection, 'isSandbox'>,
  { toSubmit, cost }: ListSummary,
  { yes = false }: { readonly yes?: boolean },
): Promise<void> {
  if (yes || isSandbox || toSubmit === 0) return
  const requests = `${toSubmit} ${toSubmit === 1 ? 'request' : 'requests'}`
  if (!isInteractive(host)) {
    throw usageError(
      `${requests} of a list would be submitted and charged, and there is no terminal to ask on.`,
      'Add --yes to agree, or --dry-run to see what would be submitted.',
    )
  }
  const price = cost === undefined ? '' : `, about ${costText(cost)}`
  if (!(await askYesNo(host, `Submit ${requests}${price}?`))) throw stoppedError()
}
