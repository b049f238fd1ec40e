import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addNotes } from '../help-notes.ts'
import { addOutputOptions } from '../../options/shared-options.ts'
import type { OutputOptions } from '../../output/reporter.ts'

export function statusCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  const command = new Command('status')
    .summary(t('command.status'))
    .description(t('command.status.more'))
    .argument('[ids...]', t('argument.pendingIds'))
  addOutputOptions(command, cli)
  return addNotes(command, cli, {
    examples: ['status', 'status 226eb763-2b5f-4b4e-9c3f-1d1c8f0f6a11 --json'],
  }).action(async (ids: string[], options: OutputOptions) => {
    const { status } = await import('./status.ts')
    done(await status(cli, ids, options))
  })
}
