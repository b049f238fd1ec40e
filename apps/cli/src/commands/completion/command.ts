import { Argument, Command } from 'commander'
import { type Cli, writeOut } from '../../cli.ts'
import { exitCodes } from '../../errors/exit-codes.ts'
import type { Done } from '../command.ts'
import { bashCompletion } from './bash.ts'
import { describeCommands } from './describe-commands.ts'
import { fishCompletion } from './fish.ts'
import { zshCompletion } from './zsh.ts'

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }

/** @param inEnglish makes all commands, with English texts: a shell keeps the script, which outlives its language */
export function completionCommand(cli: Cli, done: Done, inEnglish: () => Command): Command {
  const { t } = cli.texts
  return new Command('completion')
    .summary(t('command.completion'))
    .description(t('command.completion.more'))
    .addArgument(new Argument('<shell>', t('argument.shell')).choices(Object.keys(shells)))
    .addHelpText(
      'after',
      `
${t('help.examples')}
  bash:  fluxkit completion bash > ~/.local/share/bash-completion/completions/fluxkit
  zsh:   fluxkit completion zsh > "\${fpath[1]}/_fluxkit"
  fish:  fluxkit completion fish > ~/.config/fish/completions/fluxkit.fish`,
    )
    .action((shell: keyof typeof shells) => {
      writeOut(cli, shells[shell](describeCommands(inEnglish())))
      done(exitCodes.ok)
    })
}
