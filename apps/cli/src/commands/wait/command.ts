import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addOutputOptions, addSaveOptions, addServiceOptions, addWaitingOptions, readCount } from '../shared-options.ts'
import type { WaitOptions } from './wait.ts'

export function waitCommand(cli: Cli, done: Done): Command {
  const command = new Command('wait')
    .summary('recover what was submitted earlier')
    .description(
      'Looks for lost submissions, waits for tasks that were submitted earlier and saves their images: those that are named,\n' +
        'or all that are owed. Nothing is ever submitted again.',
    )
    .argument('[ids...]', 'task ids, job ids of `history`, or their first characters')
    .option('-c, --concurrency <n>', 'how many run at a time', readCount, 16)
  addSaveOptions(command)
  addWaitingOptions(command)
  addServiceOptions(command)
  return addOutputOptions(command, { events: true })
    .addHelpText(
      'after',
      `
Jobs that are in the journal keep the folder, name and metadata setting that they were submitted with. --out saves them to
another folder, when theirs cannot be written; --name and --no-metadata are for tasks that were submitted elsewhere.

Examples:
  ${cli.launcher} wait
  ${cli.launcher} wait 226eb763-2b5f-4b4e-9c3f-1d1c8f0f6a11
  ${cli.launcher} wait 20261122-154501-k3f9 --timeout 1800
  ${cli.launcher} wait --out elsewhere`,
    )
    .action(async (ids: string[], options: WaitOptions) => {
      const { wait } = await import('./wait.ts')
      done(await wait(cli, ids, options))
    })
}
