import { Command } from 'commander'
import { type Cli, writeErr, writeOut } from './cli.ts'
import type { Done } from './commands/command.ts'
import { adoptCommand } from './commands/adopt/command.ts'
import { completionCommand } from './commands/completion/command.ts'
import { discardCommand } from './commands/discard/command.ts'
import { doctorCommand } from './commands/doctor/command.ts'
import { downloadCommand } from './commands/download/command.ts'
import { editCommand } from './commands/edit/command.ts'
import { generateCommand } from './commands/generate/command.ts'
import { exitCodesCommand } from './commands/help/command.ts'
import { historyCommand } from './commands/history/command.ts'
import { loginCommand, logoutCommand } from './commands/login/command.ts'
import { modelsCommand } from './commands/models/command.ts'
import { sandboxCommand } from './commands/sandbox/command.ts'
import { sizesCommand } from './commands/sizes/command.ts'
import { statusCommand } from './commands/status/command.ts'
import { waitCommand } from './commands/wait/command.ts'

const groups: readonly (readonly [title: string, commands: readonly ((cli: Cli, done: Done) => Command)[]])[] = [
  ['Images:', [generateCommand, editCommand]],
  ['Tasks:', [statusCommand, waitCommand, downloadCommand, historyCommand, adoptCommand, discardCommand]],
  ['Reference:', [modelsCommand, sizesCommand, exitCodesCommand]],
  ['Set-up:', [loginCommand, logoutCommand, doctorCommand, sandboxCommand, completionCommand]],
]

/** All commands. The definitions load no client, simulator or prompt; the commands do when they run. */
export function createProgram(cli: Cli, version: string, done: Done): Command {
  const { host, launcher, paint, errPaint } = cli
  const program = new Command('fluxkit')
    .description('FLUX images from the terminal.')
    .usage('<command> [options]')
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .addHelpCommand(
      new Command('help')
        .argument('[command]')
        .description('show help for a command')
        .helpOption(false)
        .helpGroup('Reference:'),
    )
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => writeOut(cli, text),
      writeErr: (text) => writeErr(cli, text),
      // Errors are printed by the app, in the form of all others.
      outputError: () => undefined,
      getOutHasColors: () => paint.bold('') !== '',
      getErrHasColors: () => errPaint.bold('') !== '',
      getOutHelpWidth: () => Math.min(host.stdout.columns ?? 100, 120),
    })
    .configureHelp({ styleTitle: (title) => paint.bold(title), styleCommandText: (text) => paint.cyan(text) })
    .addHelpText(
      'after',
      `
Examples:
  ${launcher} generate "a red fox at dawn"
  ${launcher} generate "a poster" --model flux-2-max --size 3:4 --count 2
  ${launcher} edit cat.jpg "make it night"
  ${launcher} wait

Without a token images come from a sandbox on this machine, and nothing is charged.
Environment: ACEDATACLOUD_API_TOKEN, ACEDATACLOUD_API_BASE_URL, ACEDATACLOUD_PLATFORM_TOKEN,
FLUXKIT_OUT, FLUXKIT_DATA_DIR, FLUXKIT_CONFIG_DIR, NO_COLOR, HTTPS_PROXY, NO_PROXY.`,
    )
  for (const [title, commands] of groups) {
    for (const create of commands) program.addCommand(inheriting(program, create(cli, done)).helpGroup(title))
  }
  return program
}

/** Commander copies these settings to commands that it creates itself, not to those that are added. */
function inheriting(program: Command, command: Command): Command {
  return command.copyInheritedSettings(program).helpOption('-h, --help', 'show help')
}
