import {
  ApplicationCommandOptionType,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandGroupOption,
  type APIApplicationCommandSubcommandOption,
} from 'discord.js'
import { describe, type DescribedKey } from '../../i18n/descriptions.ts'

export function subcommand(
  name: string,
  description: DescribedKey,
  ...options: APIApplicationCommandBasicOption[]
): APIApplicationCommandSubcommandOption {
  return { type: ApplicationCommandOptionType.Subcommand, name, ...describe(description), options }
}

export function group(
  name: string,
  description: DescribedKey,
  ...options: APIApplicationCommandSubcommandOption[]
): APIApplicationCommandSubcommandGroupOption {
  return { type: ApplicationCommandOptionType.SubcommandGroup, name, ...describe(description), options }
}
