import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addNotes } from '../help-notes.ts'
import { addOutputOptions } from '../../options/shared-options.ts'
import type { DiscardOptions } from './discard.ts'

export function discardCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  const command = new Command('discard')
    .summary(t('command.discard'))
    .description(t('command.discard.more'))
    .argument('<ids...>', t('argument.jobs'))
    .option('-y, --yes', t('option.yes'))
  addOutputOptions(command, cli)
  return addNotes(command, cli, {
    examples: ['discard 20261122-154501-k3f9'],
  }).action(async (ids: string[], options: DiscardOptions) => {
    const { discard } = await import('./discard.ts')
    done(await discard(cli, ids, options))
  })
}
