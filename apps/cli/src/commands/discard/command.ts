import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addOutputOptions } from '../shared-options.ts'
import type { DiscardOptions } from './discard.ts'

export function discardCommand(cli: Cli, done: Done): Command {
  const command = new Command('discard')
    .summary('give up jobs that are not wanted any more')
    .description(
      'Gives up jobs that were never submitted, that were lost, or whose records are damaged: they are not recovered any\n' +
        'more, and `generate --resume` submits their prompts again. Images that may be paid for are lost with them, so the\n' +
        'program asks.',
    )
    .argument('<ids...>', 'jobs of `history`, or their first characters')
    .option('-y, --yes', 'do not ask')
  return addOutputOptions(command)
    .addHelpText('after', `\nExample:\n  ${cli.launcher} discard 20261122-154501-k3f9`)
    .action(async (ids: string[], options: DiscardOptions) => {
      const { discard } = await import('./discard.ts')
      done(await discard(cli, ids, options))
    })
}
