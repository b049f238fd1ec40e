import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addOutputOptions } from '../shared-options.ts'
import { listModels } from './list-models.ts'
import type { OutputOptions } from '../../output/reporter.ts'

export function modelsCommand(cli: Cli, done: Done): Command {
  const command = new Command('models')
    .summary('the models and what they are for')
    .description('Lists the models: what each is for, what it can do, which sizes it takes.')
  return addOutputOptions(command)
    .addHelpText('after', `\nExamples:\n  ${cli.launcher} models\n  ${cli.launcher} models --json`)
    .action((options: OutputOptions) => done(listModels(cli, options)))
}
