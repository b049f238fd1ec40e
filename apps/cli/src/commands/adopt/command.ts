import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addNotes } from '../help-notes.ts'
import { addOutputOptions, addSaveOptions, addServiceOptions, addWaitingOptions } from '../../options/shared-options.ts'
import type { AdoptOptions } from './adopt.ts'

export function adoptCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  const command = new Command('adopt')
    .summary(t('command.adopt'))
    .description(t('command.adopt.more'))
    .argument('<task-id>', t('argument.task'))
    .option('--job <id>', t('option.job'))
  addSaveOptions(command, cli)
  addWaitingOptions(command, cli)
  addServiceOptions(command, cli)
  addOutputOptions(command, cli, { events: true })
  return addNotes(command, cli, {
    examples: [
      'adopt 226eb763-2b5f-4b4e-9c3f-1d1c8f0f6a11 --job 20261122-154501-k3f9',
      'adopt 226eb763-2b5f-4b4e-9c3f-1d1c8f0f6a11',
    ],
  }).action(async (taskId: string, options: AdoptOptions) => {
    const { adopt } = await import('./adopt.ts')
    done(await adopt(cli, taskId, options))
  })
}
