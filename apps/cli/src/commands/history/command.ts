import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addOutputOptions, readCount } from '../shared-options.ts'
import type { HistoryOptions } from './history.ts'

export function historyCommand(cli: Cli, done: Done): Command {
  const command = new Command('history')
    .summary('what was submitted from here')
    .description(
      'Lists what was submitted from this machine, newest first: state, prompt, cost, task and file. “owed” marks what may be\n' +
        'paid for and is not saved. The list never leaves this machine.',
    )
    .option('--pending', 'what is not saved yet')
    .option('-l, --limit <n>', 'how many', readCount, 20)
    .option('--clear', 'forget prompts and links of everything that is over; files stay where they are')
    .option(
      '--gallery [file]',
      'write a page with the images, prompts, costs and states (default: gallery.html beside them)',
    )
  return addOutputOptions(command)
    .addHelpText(
      'after',
      `\nExamples:\n  ${cli.launcher} history\n  ${cli.launcher} history --pending --json\n  ${cli.launcher} history --gallery --limit 200\n  ${cli.launcher} history --clear`,
    )
    .action(async (options: HistoryOptions) => {
      const { history } = await import('./history.ts')
      done(await history(cli, options))
    })
}
