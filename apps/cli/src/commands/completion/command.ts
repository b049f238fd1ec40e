import { Argument, Command } from 'commander'
import { type Cli, writeOut } from '../../cli.ts'
import { exitCodes } from '../../errors/exit-codes.ts'
import type { Done } from '../command.ts'
import type { Shell } from './script-for.ts'

const shells: readonly Shell[] = ['bash', 'zsh', 'fish']

/** @param inEnglish makes all commands, with English texts: a shell keeps the script, which outlives its language */
export function completionCommand(cli: Cli, done: Done, inEnglish: () => Command): Command {
  const { t } = cli.texts
  return new Command('completion')
    .summary(t('command.completion'))
    .description(t('command.completion.more'))
    .addArgument(new Argument('<shell>', t('argument.shell')).choices(shells))
    .addHelpText(
      'after',
      `
${t('help.examples')}
  bash:  fluxkit completion bash > ~/.local/share/bash-completion/completions/fluxkit
  zsh:   fluxkit completion zsh > "\${fpath[1]}/_fluxkit"
  fish:  fluxkit completion fish > ~/.config/fish/completions/fluxkit.fish`,
    )
    .action(async (shell: Shell) => {
      const { scriptFor } = await import('./script-for.ts')
      writeOut(cli, scriptFor(shell, inEnglish()))
      done(exitCodes.ok)
    })
}
