import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addNotes } from '../help-notes.ts'
import { addRequestOptions } from '../../options/request-options.ts'
import {
  addOutputOptions,
  addSaveOptions,
  addServiceOptions,
  addWaitingOptions,
  readCount,
} from '../../options/shared-options.ts'
import type { GenerateOptions } from './generate.ts'

export function generateCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  const command = new Command('generate')
    .alias('g')
    .summary(t('command.generate'))
    .description(t('command.generate.more'))
    .argument('[prompt...]', t('argument.prompt'))
  addRequestOptions(command, cli, 'generate')
    .option('-p, --prompts <file>', t('option.prompts'))
    .option('-c, --concurrency <n>', t('option.listConcurrency'), readCount('--concurrency'), 4)
    .option('--resume', t('option.resume'))
    .option('-y, --yes', t('option.listYes'))
    .option('--dry-run', t('option.dryRun'))
  addSaveOptions(command, cli)
  addWaitingOptions(command, cli)
  addServiceOptions(command, cli)
  addOutputOptions(command, cli, { events: true })
  return addNotes(command, cli, {
    examples: [
      'generate "a red fox at dawn"',
      'generate "a lighthouse" --model flux-2-pro --size 3:2 --count 2',
      'generate "a poster" -m flux-2-max -o posters --name "{date}-{prompt}"',
      'generate --prompts prompts.txt --dry-run',
      'generate --prompts prompts.txt --concurrency 8 --resume --yes',
      'generate - --json < prompt.txt',
    ],
  }).action(async (args: string[], options: GenerateOptions) => {
    const { generate } = await import('./generate.ts')
    done(await generate(cli, args, options))
  })
}
