import { Argument, Command } from 'commander'
import { type Cli, writeOut } from '../../cli.ts'
import { exitCodes } from '../../errors/exit-codes.ts'
import type { Done } from '../command.ts'
import { bashCompletion } from './bash.ts'
import { describeCommands } from './describe-commands.ts'
import { fishCompletion } from './fish.ts'
import { zshCompletion } from './zsh.ts'

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }

export function completionCommand(cli: Cli, done: Done): Command {
  return new Command('completion')
    .summary('completion for bash, zsh and fish')
    .description('Prints a script that completes commands, options, models and sizes.')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(shells)))
    .addHelpText(
      'after',
      `
Examples:
  bash:  fluxkit completion bash > ~/.local/share/bash-completion/completions/fluxkit
  zsh:   fluxkit completion zsh > "\${fpath[1]}/_fluxkit"
  fish:  fluxkit completion fish > ~/.config/fish/completions/fluxkit.fish`,
    )
    .action((shell: keyof typeof shells, _options: object, command: Command) => {
      const program = command.parent ?? command
      writeOut(cli, shells[shell](describeCommands(program)))
      done(exitCodes.ok)
    })
}
