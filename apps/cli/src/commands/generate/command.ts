import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addRequestOptions } from '../request/request-options.ts'
import { addOutputOptions, addSaveOptions, addServiceOptions, addWaitingOptions, readCount } from '../shared-options.ts'
import type { GenerateOptions } from './generate.ts'

export function generateCommand(cli: Cli, done: Done): Command {
  const command = new Command('generate')
    .alias('g')
    .summary('make images from a prompt')
    .description('Makes images from a prompt, waits for them and saves them. Prints the paths of the files.')
    .argument('[prompt...]', 'what the image should show; - reads it from standard input')
  addRequestOptions(command, 'generate')
    .option(
      '-p, --prompts <file>',
      'one prompt a line from a file (- for standard input); blank lines and # are skipped',
    )
    .option('-c, --concurrency <n>', 'how many prompts of a list run at a time', readCount, 4)
    .option('--resume', 'with --prompts: skip what an earlier run has made, recover what it has submitted')
    .option('-y, --yes', 'with --prompts: submit without asking')
    .option('--dry-run', 'say what would be submitted and what it would cost, and submit nothing')
  addSaveOptions(command)
  addWaitingOptions(command)
  addServiceOptions(command)
  return addOutputOptions(command, { events: true })
    .addHelpText(
      'after',
      `
Examples:
  ${cli.launcher} generate "a red fox at dawn"
  ${cli.launcher} generate "a lighthouse" --model flux-2-pro --size 3:2 --count 2
  ${cli.launcher} generate "a poster" -m flux-2-max -s 3:4 --out posters --name "{date}-{prompt}"
  ${cli.launcher} generate --prompts prompts.txt --dry-run
  ${cli.launcher} generate --prompts prompts.txt --concurrency 8 --resume --yes
  echo "a red fox" | ${cli.launcher} generate - --json`,
    )
    .action(async (args: string[], options: GenerateOptions) => {
      const { generate } = await import('./generate.ts')
      done(await generate(cli, args, options))
    })
}
