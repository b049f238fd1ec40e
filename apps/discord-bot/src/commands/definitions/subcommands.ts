import {
  ApplicationCommandOptionType,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandGroupOption,
  type APIApplicationCommandSubcommandOption,
} from 'discord.js'
import { describe, type DescribedKey, type NamedKey, namesOf } from '../../language/localizations.ts'

export function subcommand(
  name: NamedKey,
  description: DescribedKey,
  ...options: APIApplicationCommandBasicOption[]
): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    name_localizations: namesOf(name),
    ...describe(description),
    options,
  }
}

export function group(
  name: NamedKey,
  description: DescribedKey,
  ...options: APIApplicationCommandSubcommandOption[]
): APIApplicationCommandSubcommandGroupOption {
  return {
    type: ApplicationCommandOptionType.SubcommandGroup,
    name,
    name_localizations: namesOf(name),
    ...describe(description),
    options,
  }
}
