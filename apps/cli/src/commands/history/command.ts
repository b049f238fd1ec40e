import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addNotes } from '../help-notes.ts'
import { addOutputOptions, readCount } from '../../options/shared-options.ts'
import type { HistoryOptions } from './history.ts'

export function historyCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  const command = new Command('history')
    .summary(t('command.history'))
    .description(t('command.history.more'))
    .option('--pending', t('option.pending'))
    .option('-l, --limit <n>', t('option.limit'), readCount('--limit'), 20)
    .option('--clear', t('option.clear'))
    .option('--gallery [file]', t('option.gallery'))
  addOutputOptions(command, cli)
  return addNotes(command, cli, {
    examples: ['history', 'history --pending --json', 'history --gallery --limit 200', 'history --clear'],
  }).action(async (options: HistoryOptions) => {
    const { history } = await import('./history.ts')
    done(await history(cli, options))
  })
}
