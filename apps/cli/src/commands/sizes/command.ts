import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addOutputOptions } from '../shared-options.ts'
import { showSizes } from './show-sizes.ts'
import type { OutputOptions } from '../../output/reporter.ts'

export function sizesCommand(cli: Cli, done: Done): Command {
  const command = new Command('sizes')
    .summary('the sizes of a model; check or convert one')
    .description('Shows which sizes a model takes. With a size: says whether it fits, and the nearest one that does.')
    .argument('[model]', 'a model (default: all of them)')
    .argument('[size]', 'WIDTHxHEIGHT or W:H')
  return addOutputOptions(command)
    .addHelpText(
      'after',
      `
Exit code 2 when the size does not fit; the nearest that does is printed all the same.

Examples:
  ${cli.launcher} sizes
  ${cli.launcher} sizes flux-kontext-pro
  ${cli.launcher} sizes flux-dev 1000x1000
  ${cli.launcher} sizes flux-dev 16:9`,
    )
    .action((model: string | undefined, size: string | undefined, options: OutputOptions) =>
      done(showSizes(cli, model, size, options)),
    )
}
