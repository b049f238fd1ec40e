import { ApplicationCommandType, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js'
import { menuName } from '../../language/localizations.ts'
import { adminCommand } from './admin.ts'
import { fluxCommand } from './flux.ts'
import { everywhere } from './contexts.ts'

const editMessageCommand: RESTPostAPIApplicationCommandsJSONBody = {
  type: ApplicationCommandType.Message,
  ...menuName(),
  ...everywhere,
}

/** Everything that gets registered with Discord. */
export const definitions: readonly RESTPostAPIApplicationCommandsJSONBody[] = [
  fluxCommand,
  adminCommand,
  editMessageCommand,
]
