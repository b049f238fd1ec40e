import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addOutputOptions, readCount } from '../shared-options.ts'
import type { HistoryOptions } from './history.ts'

export function historyCommand(cli: Cli, done: Done): Command {
  const command = new Command('history')
    .summary('what was submitted from here')
    .description(
      'Lists what was submitted from this machine, newest first: state, prompt, task and file. The list never leaves it.',
    )
    .option('--pending', 'what is not collected yet')
    .option('-l, --limit <n>', 'how many', readCount, 20)
    .option('--clear', 'forget everything that is finished; files stay where they are')
  return addOutputOptions(command)
    .addHelpText(
      'after',
      `\nExamples:\n  ${cli.launcher} history\n  ${cli.launcher} history --pending --json\n  ${cli.launcher} history --clear`,
    )
    .action(async (options: HistoryOptions) => {
      const { history } = await import('./history.ts')
      done(await history(cli, options))
    })
}
