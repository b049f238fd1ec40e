import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addNotes } from '../help-notes.ts'
import { addOutputOptions } from '../../options/shared-options.ts'
import type { OutputOptions } from '../../output/reporter.ts'

export function sizesCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  const command = new Command('sizes')
    .summary(t('command.sizes'))
    .description(t('command.sizes.more'))
    .argument('[model]', t('argument.model'))
    .argument('[size]', t('argument.size'))
  addOutputOptions(command, cli)
  return addNotes(command, cli, {
    examples: ['sizes', 'sizes flux-kontext-pro', 'sizes flux-dev 1000x1000', 'sizes flux-dev 16:9'],
    note: t('command.sizes.note'),
  }).action(async (model: string | undefined, size: string | undefined, options: OutputOptions) => {
    const { showSizes } = await import('./show-sizes.ts')
    done(showSizes(cli, model, size, options))
  })
}
