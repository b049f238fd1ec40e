import { defaultModelIds, models } from '@fluxkit/core'
import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addOutputOptions, addSaveOptions, addServiceOptions, addWaitingOptions, readCount } from '../shared-options.ts'
import type { GenerateOptions } from './generate.ts'

export function generateCommand(cli: Cli, done: Done): Command {
  const command = new Command('generate')
    .alias('g')
    .summary('make pictures from a sentence')
    .description('Makes pictures from a sentence, waits for them and saves them. Prints the paths of the files.')
    .argument('[prompt...]', 'what the picture shall show; - reads it from standard input')
    .option(
      '-m, --model <model>',
      `one of ${models.map(({ id }) => id).join(', ')} (default: ${defaultModelIds.generate})`,
    )
    .option('-s, --size <size>', 'WIDTHxHEIGHT or W:H, depending on the model; see `sizes`')
    .option('-n, --count <n>', 'number of pictures', readCount)
    .option(
      '-p, --prompts <file>',
      'one prompt a line from a file (- for standard input); blank lines and # are skipped',
    )
    .option('-c, --concurrency <n>', 'how many prompts of a file are under way at a time', readCount, 4)
    .option('--resume', 'with --prompts: leave out what an earlier run has made, finish what it has submitted')
    .option('--any-model', 'send a model id that Fluxkit does not know; the service checks it')
  addSaveOptions(command)
  addWaitingOptions(command)
  addServiceOptions(command)
  return addOutputOptions(command, { events: true })
    .addHelpText(
      'after',
      `
Examples:
  ${cli.launcher} generate "a red fox at dawn"
  ${cli.launcher} generate "a lighthouse" --model flux-2-pro --size 1536x1024 --count 2
  ${cli.launcher} generate "a poster" -m flux-pro-1.1-ultra -s 3:4 --out posters --name "{date}-{prompt}"
  ${cli.launcher} generate --prompts prompts.txt --concurrency 8 --resume
  echo "a red fox" | ${cli.launcher} generate - --json`,
    )
    .action(async (words: string[], options: GenerateOptions) => {
      const { generate } = await import('./generate.ts')
      done(await generate(cli, words, options))
    })
}
