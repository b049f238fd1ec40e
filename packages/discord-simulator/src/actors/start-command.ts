import type { Backend } from '../backend.ts'
import type { JsonObject } from '../json.ts'
import type { InteractionRecord } from '../state/interaction.ts'
import type { ChannelRecord, UserRecord } from '../state/world-state.ts'
import { ActorError } from './actor-error.ts'
import { contextOf, findCommand, findSubcommand } from './find-command.ts'
import { fillOptions, type OptionValue } from './option-values.ts'
import { startInteraction } from './start-interaction.ts'

/** Who interacts, and where. */
export interface UserInChannel {
  readonly backend: Backend
  readonly user: UserRecord
  readonly channel: ChannelRecord
}

/**
 * Uses a chat command, or asks for the choices of an option that is being typed.
 *
 * @param fullName With its groups and subcommands, separated by spaces.
 * @param focused The option that is being typed.
 * @throws {ActorError} for a command or an option that the client doesn't offer
 */
export function startChatCommand(
  { backend, user, channel }: UserInChannel,
  fullName: string,
  values: Readonly<Record<string, OptionValue>>,
  focused?: string,
): InteractionRecord {
  const [name = '', ...path] = fullName.trim().replace(/^\//u, '').split(/\s+/u)
  const { command, installation } = findCommand(backend, user, channel, 1, name)
  const { definitions, wrap } = findSubcommand(command, path)
  if (focused !== undefined && definitions.find((one) => one['name'] === focused)?.['autocomplete'] !== true) {
    throw new ActorError(`The option "${focused}" has no autocomplete`)
  }
  const { options, resolved } = fillOptions(backend, channel.id, definitions, values, focused)
  return startInteraction(backend, {
    type: focused === undefined ? 2 : 4,
    user,
    channel,
    installation,
    context: contextOf(channel),
    name: fullName,
    data: { ...commandData(command, name, 1), options: wrap(options), resolved },
  })
}

/** An entry of a context menu, and what it is used on. */
export interface MenuCommand {
  /** 2 of a user, 3 of a message. */
  readonly type: 2 | 3
  readonly name: string
  readonly targetId: string
  /** The target as Discord sends it with the command. */
  readonly resolved: JsonObject
}

/** Uses an entry of a context menu. @throws {ActorError} for one that the client doesn't offer */
export function startMenuCommand(
  { backend, user, channel }: UserInChannel,
  { type, name, targetId, resolved }: MenuCommand,
): InteractionRecord {
  const { command, installation } = findCommand(backend, user, channel, type, name)
  return startInteraction(backend, {
    type: 2,
    user,
    channel,
    installation,
    context: contextOf(channel),
    name,
    ...(type === 3 && { targetMessageId: targetId }),
    data: { ...commandData(command, name, type), target_id: targetId, resolved },
  })
}

function commandData(
  { id, guildId }: ReturnType<typeof findCommand>['command'],
  name: string,
  type: 1 | 2 | 3,
): JsonObject {
  return { id, name, type, ...(guildId !== null && { guild_id: guildId }) }
}
