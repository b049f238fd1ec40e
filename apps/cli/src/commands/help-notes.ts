import type { Command } from 'commander'
import type { Cli } from '../cli.ts'

/** In columns: longer lines are hard to read. */
export function helpWidth({ host: { stdout } }: Pick<Cli, 'host'>): number {
  return Math.min(stdout.columns ?? 100, 120)
}

interface Notes {
  /** Command lines, without the name of the program. */
  readonly examples: readonly string[]
  readonly note?: string
}

/** The text below the options of a command: a remark, and examples to type. */
export function addNotes(command: Command, cli: Cli, { examples, note }: Notes): Command {
  const { launcher, texts } = cli
  return command.addHelpText('after', () =>
    [
      ...(note === undefined ? [] : ['', command.createHelp().boxWrap(note, helpWidth(cli))]),
      '',
      texts.t(examples.length === 1 ? 'help.example' : 'help.examples'),
      ...examples.map((example) => `  ${launcher} ${example}`),
    ].join('\n'),
  )
}
