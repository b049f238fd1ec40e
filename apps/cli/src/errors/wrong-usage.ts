import type { CommanderError } from 'commander'
import type { Localized } from '../language/translator.ts'
import { invalidValue, type ProgramError, usageError } from './program-error.ts'

/** What Commander found wrong, in the reader's language: it has a code for each kind, and the names are in its message. */
export function wrongUsage(
  { message, code }: Pick<CommanderError, 'message' | 'code'>,
  launcher: string,
): ProgramError {
  const help: Localized = ({ t }) => t('usage.seeHelp', { command: `${launcher} --help` })
  const [, given = '', similar] =
    /'(.*?)'(?: argument missing|\s*\(Did you mean (?:one of )?(.*)\?\))?\s*$/s.exec(message) ?? []
  const advice: Localized = similar === undefined ? help : ({ t }) => t('usage.didYouMean', { name: similar })
  switch (code) {
    case 'commander.help':
      return usageError(({ t }) => t('usage.noCommand'), help)
    case 'commander.unknownCommand':
      return usageError(({ t }) => t('usage.unknownCommand', { name: given }), advice)
    case 'commander.unknownOption':
      return usageError(({ t }) => t('usage.unknownOption', { name: given }), advice)
    case 'commander.missingArgument':
      return usageError(({ t }) => t('usage.missingArgument', { name: given }), help)
    case 'commander.optionMissingArgument':
      return usageError(({ t }) => t('usage.missingValue', { name: given }), help)
    case 'commander.excessArguments':
      return usageError(({ t }) => t('usage.tooMany'), help)
    case 'commander.invalidArgument':
      return wrongChoice(message, help)
    default:
      return usageError(() => message.replace(/^error: /, ''), help)
  }
}

/** Values are read by this program itself, so this is about those that have a list of choices. */
function wrongChoice(message: string, help: Localized): ProgramError {
  const option = /option '(.*?)' argument '(.*)' is invalid. Allowed choices are (.*)\.$/s.exec(message)
  const argument = /value '(.*)' is invalid for argument '(.*?)'. Allowed choices are (.*)\.$/s.exec(message)
  const [name, value, choices] = option
    ? [option[1], option[2], option[3]]
    : [argument?.[2], argument?.[1], argument?.[3]]
  if (name === undefined || value === undefined || choices === undefined) return usageError(() => message, help)
  return invalidValue(name, value, ({ t }) => t('usage.choices', { choices }))
}
