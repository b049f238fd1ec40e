import { Argument, Command, CommanderError, Option } from 'commander'
import { describe, expect, it } from 'vitest'
import { wrongUsage } from './wrong-usage.ts'

/** What Commander itself finds wrong: its messages may change with a version. */
function complaint(args: readonly string[]): string[] {
  const program = new Command('fluxkit').exitOverride().configureOutput({ outputError: () => undefined })
  const generate = new Command('generate').argument('<prompt>').option('-m, --model <model>')
  generate.addOption(new Option('--contract <edition>').choices(['readme', 'any']))
  const completion = new Command('completion').addArgument(new Argument('<shell>').choices(['bash', 'zsh']))
  for (const command of [generate, completion]) program.addCommand(command.copyInheritedSettings(program))
  try {
    program.parse(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    const { message, advice } = wrongUsage(error, 'fluxkit')
    return [message, advice]
  }
  return []
}

describe('wrongUsage', () => {
  it.each([
    [['genrate'], 'Unknown command “genrate”.', 'Did you mean generate?'],
    [["it's"], "Unknown command “it's”.", 'See fluxkit --help.'],
    [['generate', 'fox', '--modle', 'x'], 'Unknown option “--modle”.', 'Did you mean --model?'],
    [['generate', 'fox', "--it's"], "Unknown option “--it's”.", 'See fluxkit --help.'],
    [['generate'], 'The argument prompt is missing.', 'See fluxkit --help.'],
    [['generate', 'fox', '-m'], 'The option -m, --model <model> needs a value.', 'See fluxkit --help.'],
    [['generate', 'a', 'b'], 'There are more arguments than the command takes.', 'See fluxkit --help.'],
    [
      ['generate', 'a', '--contract', "o'd"],
      "The value “o'd” isn’t valid for --contract <edition>.",
      'It must be one of these: readme, any.',
    ],
    [['completion', 'tcsh'], 'The value “tcsh” isn’t valid for shell.', 'It must be one of these: bash, zsh.'],
  ])('explains %j and what to do', (args, message, advice) => {
    expect(complaint(args)).toEqual([message, advice])
  })

  it('keeps what it doesn’t know', () => {
    const unknown = { message: 'error: something new', code: 'commander.new' }
    expect(wrongUsage(unknown, 'fluxkit').message).toBe('something new')
  })
})
