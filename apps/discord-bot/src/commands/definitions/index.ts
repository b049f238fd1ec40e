import { ApplicationCommandType, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js'
import { adminCommand } from './admin.ts'
import { fluxCommand } from './flux.ts'
import { everywhere } from './places.ts'

const editMessageCommand: RESTPostAPIApplicationCommandsJSONBody = {
  type: ApplicationCommandType.Message,
  name: 'Edit with Flux',
  name_localizations: {
    de: 'Mit Flux bearbeiten',
    fr: 'Modifier avec Flux',
    'es-ES': 'Editar con Flux',
    'es-419': 'Editar con Flux',
    ja: 'Fluxで編集',
    'zh-CN': '用 Flux 编辑',
  },
  ...everywhere,
}

/** Everything that gets registered with Discord. */
export const definitions: readonly RESTPostAPIApplicationCommandsJSONBody[] = [
  fluxCommand,
  adminCommand,
  editMessageCommand,
]
