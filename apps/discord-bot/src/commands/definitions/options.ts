import {
  ApplicationCommandOptionType as OptionType,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOptionChoice,
} from 'discord.js'
import { describe, type DescribedKey, type NamedKey, namesOf } from '../../language/localizations.ts'

const types = {
  string: OptionType.String,
  integer: OptionType.Integer,
  boolean: OptionType.Boolean,
  user: OptionType.User,
  channel: OptionType.Channel,
  role: OptionType.Role,
  attachment: OptionType.Attachment,
} as const

interface Extra {
  readonly required?: boolean
  readonly autocomplete?: boolean
  readonly max_length?: number
  readonly min_value?: number
  readonly max_value?: number
  readonly channel_types?: readonly number[]
  readonly choices?: readonly APIApplicationCommandOptionChoice[]
}

export function option(
  type: keyof typeof types,
  name: NamedKey,
  description: DescribedKey,
  extra: Extra = {},
): APIApplicationCommandBasicOption {
  return {
    type: types[type],
    name,
    name_localizations: namesOf(name),
    ...describe(description),
    ...extra,
  } as APIApplicationCommandBasicOption
}
