import { Command } from 'commander'
import { addNotes, helpWidth } from './commands/help-notes.ts'
import { english, type Texts } from './language/translator.ts'
import { type Cli, writeErr, writeOut } from './cli.ts'
import type { Done } from './commands/command.ts'
import { adoptCommand } from './commands/adopt/command.ts'
import { completionCommand } from './commands/completion/command.ts'
import { discardCommand } from './commands/discard/command.ts'
import { doctorCommand } from './commands/doctor/command.ts'
import { downloadCommand } from './commands/download/command.ts'
import { editCommand } from './commands/edit/command.ts'
import { generateCommand } from './commands/generate/command.ts'
import { exitCodesCommand } from './commands/exit-codes/command.ts'
import { historyCommand } from './commands/history/command.ts'
import { loginCommand, logoutCommand } from './commands/login/command.ts'
import { modelsCommand } from './commands/models/command.ts'
import { sandboxCommand } from './commands/sandbox/command.ts'
import { sizesCommand } from './commands/sizes/command.ts'
import { statusCommand } from './commands/status/command.ts'
import { waitCommand } from './commands/wait/command.ts'

type Create = (cli: Cli, done: Done) => Command

const groups = {
  'help.images': [generateCommand, editCommand],
  'help.tasks': [statusCommand, waitCommand, downloadCommand, historyCommand, adoptCommand, discardCommand],
  'help.reference': [modelsCommand, sizesCommand, exitCodesCommand],
  'help.setUp': [
    loginCommand,
    logoutCommand,
    doctorCommand,
    sandboxCommand,
    (cli, done) => completionCommand(cli, done, () => createProgram({ ...cli, texts: english }, '', done)),
  ],
} as const satisfies Readonly<Record<string, readonly Create[]>>

/** What Commander itself writes into a help text. */
const ownTitles: Readonly<Record<string, 'help.usage' | 'help.arguments' | 'help.options'>> = {
  'Usage:': 'help.usage',
  'Arguments:': 'help.arguments',
  'Options:': 'help.options',
}

const variables = [
  'ACEDATACLOUD_API_TOKEN',
  'ACEDATACLOUD_API_BASE_URL',
  'ACEDATACLOUD_PLATFORM_TOKEN',
  'FLUXKIT_OUT',
  'FLUXKIT_DATA_DIR',
  'FLUXKIT_CONFIG_DIR',
  'NO_COLOR',
  'HTTPS_PROXY',
  'NO_PROXY',
]

/** All commands. The definitions load no client, simulator or prompt; the commands do when they run. */
export function createProgram(cli: Cli, version: string, done: Done): Command {
  const { paint, errPaint, texts } = cli
  const { t } = texts
  const program = new Command('fluxkit')
    .description(t('help.program'))
    .usage('<command> [options]')
    .version(version, '-v, --version', t('help.version'))
    .helpOption('-h, --help', t('help.help'))
    .addHelpCommand(
      new Command('help')
        .argument('[command]')
        .description(t('help.helpCommand'))
        .helpOption(false)
        .helpGroup(t('help.reference')),
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
      getOutHelpWidth: () => helpWidth(cli),
    })
    .configureHelp({
      styleTitle: (title) => paint.bold(translatedTitle(title, texts)),
      styleCommandText: (text) => paint.cyan(text),
      optionDescription: (option) => describe(option, texts),
      argumentDescription: (argument) => describe(argument, texts),
    })
  addNotes(program, cli, {
    examples: [
      'generate "a red fox at dawn"',
      'generate "a poster" --model flux-2-max --size 3:4 --count 2',
      'edit cat.jpg "make it night"',
      'wait',
    ],
  }).addHelpText('after', () => {
    const wrapped = (text: string): string => program.createHelp().boxWrap(text, helpWidth(cli))
    return `\n${wrapped(t('sandbox.without'))}\n${wrapped(t('help.environment', { names: variables.join(', ') }))}`
  })
  for (const [title, commands] of Object.entries(groups)) {
    const group = t(title as keyof typeof groups)
    for (const create of commands) program.addCommand(inheriting(program, create(cli, done), texts).helpGroup(group))
  }
  return program
}

/** Commander copies these settings to commands that it creates itself, not to those that are added. */
function inheriting(program: Command, command: Command, { t }: Texts): Command {
  return command.copyInheritedSettings(program).helpOption('-h, --help', t('help.help'))
}

function translatedTitle(title: string, { t }: Texts): string {
  const key = ownTitles[title]
  return key === undefined ? title : t(key)
}

interface Described {
  readonly description: string
  readonly argChoices?: readonly string[] | undefined
  readonly defaultValue?: unknown
}

/** With the choices and the default value, which Commander would add in English. */
function describe({ description, argChoices, defaultValue }: Described, { t }: Texts): string {
  const value = String(defaultValue)
  const choices = argChoices?.join(', ')
  // The default of a flag isn't worth mentioning.
  if (defaultValue === undefined || typeof defaultValue === 'boolean') {
    return choices === undefined ? description : t('help.choices', { description, choices })
  }
  return choices === undefined
    ? t('help.default', { description, value })
    : t('help.choicesAndDefault', { description, choices, value })
}
