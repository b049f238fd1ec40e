import { Command, InvalidArgumentError, Option } from 'commander'
import type { EditionName } from '@fluxkit/simulator'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { readPositive } from '../shared-options.ts'
import type { SandboxOptions } from './run-sandbox.ts'

// The simulator itself is loaded when it is started, not for this list.
const editions: readonly EditionName[] = ['readme', 'current', 'any']

export function sandboxCommand(cli: Cli, done: Done): Command {
  return new Command('sandbox')
    .summary('run the sandbox for other programs')
    .description(
      'Runs a simulator of the Flux API until Ctrl-C. It draws images, charges nothing and can be made to fail.\n' +
        'Prints the environment variables that point other programs at it.',
    )
    .option('-p, --port <port>', 'port to listen on; 0 takes a free one', readPort, 8788)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--speed <factor>', '10 = tasks take a tenth of their time', readPositive, 1)
    .option('--balance <credits>', 'credits that each token starts with', readPositive)
    .addOption(
      new Option(
        '--contract <edition>',
        'edition of the service: its README, its current guide, or what either accepts',
      )
        .choices(editions)
        .default('any'),
    )
    .option('--json', 'print where it is as JSON on standard output')
    .addHelpText(
      'after',
      `
Its page shows tasks and images live. Prompts with [sim:429], [sim:500], [sim:never-finishes], … make it fail.

Examples:
  ${cli.launcher} sandbox
  ${cli.launcher} sandbox --port 9000 --speed 10`,
    )
    .action(async (options: SandboxOptions) => {
      const { runSandbox } = await import('./run-sandbox.ts')
      done(await runSandbox(cli, options))
    })
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('It must be a number from 0 to 65535.')
  return port
}
