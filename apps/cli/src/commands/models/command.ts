import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addNotes } from '../help-notes.ts'
import { addOutputOptions } from '../../options/shared-options.ts'
import type { OutputOptions } from '../../output/reporter.ts'

export function modelsCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  const command = new Command('models').summary(t('command.models')).description(t('command.models.more'))
  addOutputOptions(command, cli)
  return addNotes(command, cli, {
    examples: ['models', 'models --json'],
  }).action(async (options: OutputOptions) => {
    const { listModels } = await import('./list-models.ts')
    done(listModels(cli, options))
  })
}
