import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addOutputOptions } from '../shared-options.ts'
import type { OutputOptions } from '../../output/reporter.ts'

export function statusCommand(cli: Cli, done: Done): Command {
  const command = new Command('status')
    .summary('check tasks once')
    .description('Asks the service how tasks stand, without waiting and without saving anything. It costs nothing.')
    .argument('[ids...]', 'task ids, job ids of `history`, or their first characters (default: all that are pending)')
  return addOutputOptions(command)
    .addHelpText(
      'after',
      `\nExamples:\n  ${cli.launcher} status\n  ${cli.launcher} status 226eb763-2b5f-4b4e-9c3f-1d1c8f0f6a11 --json`,
    )
    .action(async (ids: string[], options: OutputOptions) => {
      const { status } = await import('./status.ts')
      done(await status(cli, ids, options))
    })
}
