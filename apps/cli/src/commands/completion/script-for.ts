import type { Command } from 'commander'
import { bashCompletion } from './bash.ts'
import { type CommandShape, describeCommands } from './describe-commands.ts'
import { fishCompletion } from './fish.ts'
import { zshCompletion } from './zsh.ts'

export type Shell = 'bash' | 'zsh' | 'fish'

const shells: Readonly<Record<Shell, (commands: readonly CommandShape[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
}

/** The completion script of a shell for all commands of the program. */
export function scriptFor(shell: Shell, program: Command): string {
  return shells[shell](describeCommands(program))
}
