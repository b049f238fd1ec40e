import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addOutputOptions, addSaveOptions, addServiceOptions, addWaitingOptions } from '../shared-options.ts'
import type { AdoptOptions } from './adopt.ts'

export function adoptCommand(cli: Cli, done: Done): Command {
  const command = new Command('adopt')
    .summary('give a job its task back')
    .description(
      'Gives a job whose submission was lost, or whose record is damaged, the task that the service made of it, and saves\n' +
        'its images. Without --job the task becomes a job of its own. Nothing is submitted.',
    )
    .argument('<task-id>', 'as the usage page of the service shows it')
    .option('--job <id>', 'a job of `history`, or its first characters')
  addSaveOptions(command)
  addWaitingOptions(command)
  addServiceOptions(command)
  return addOutputOptions(command, { events: true })
    .addHelpText(
      'after',
      `
Examples:
  ${cli.launcher} adopt 226eb763-2b5f-4b4e-9c3f-1d1c8f0f6a11 --job 20261122-154501-k3f9
  ${cli.launcher} adopt 226eb763-2b5f-4b4e-9c3f-1d1c8f0f6a11`,
    )
    .action(async (taskId: string, options: AdoptOptions) => {
      const { adopt } = await import('./adopt.ts')
      done(await adopt(cli, taskId, options))
    })
}
