import { guildOf, type Backend } from '../backend.ts'
import type { Installation } from './find-command.ts'
import type { JsonObject } from '../json.ts'
import type { MessageInteraction, MessageRecord } from '../state/message.ts'
import { messageToWire } from '../messages/message-wire.ts'
import { channelToWire, memberToWire } from '../state/guild-wire.ts'
import { channelPermissions, hasPermission, permissionSet } from '../state/permissions.ts'
import { fileSizeLimit } from '../state/size-limit.ts'
import type { ChannelRecord, UserRecord } from '../state/world-state.ts'
import { userToWire } from '../state/user-wire.ts'
import type { InteractionRecord, InteractionType } from '../state/interaction.ts'

export interface NewInteraction {
  readonly type: InteractionType
  readonly user: UserRecord
  readonly channel: ChannelRecord
  readonly installation: Installation
  readonly context: 0 | 1 | 2
  readonly data: JsonObject
  /** Name of the command; of what follows from it, the same. */
  readonly name: string
  readonly source?: MessageRecord | undefined
  readonly targetMessageId?: string
  readonly triggering?: MessageInteraction | undefined
}

/** What an app may do where only a user brought it. */
const withoutBot = permissionSet(['EmbedLinks', 'AttachFiles', 'MentionEveryone', 'UseExternalEmojis'])
const metadataTypes = { 2: 2, 3: 3, 4: undefined, 5: 5 } as const

/** Sends an interaction to the bot; the 3 s start now. */
export function startInteraction(backend: Backend, input: NewInteraction): InteractionRecord {
  const { user, channel, installation, source } = input
  const guild = guildOf(backend, channel)
  const id = backend.nextId()
  const metadataType = metadataTypes[input.type]
  const userPermissions = guild === undefined ? 0n : channelPermissions(guild, channel, user.id)
  const interaction: InteractionRecord = {
    id,
    token: backend.newToken(),
    type: input.type,
    userId: user.id,
    channelId: channel.id,
    guildId: channel.guildId,
    createdAtMs: backend.clock.now(),
    metadata:
      metadataType === undefined
        ? undefined
        : {
            id,
            type: metadataType,
            name: input.name,
            userId: user.id,
            owners: installation.owners,
            ...(input.targetMessageId !== undefined && { targetMessageId: input.targetMessageId }),
            ...(input.type === 3 && source && { interactedMessageId: source.id }),
            ...(input.type === 5 && input.triggering && { triggering: input.triggering }),
          },
    sourceMessageId: source?.id,
    userInstallOnly: installation.userInstallOnly,
    forcedEphemeral:
      installation.userInstallOnly && guild !== undefined && !hasPermission(userPermissions, 'UseExternalApps'),
    acknowledgedBy: undefined,
    failed: false,
    responseMessageId: undefined,
    followUpIds: [],
    modal: undefined,
    choices: undefined,
  }
  backend.interactions.add(interaction)
  const botPermissions =
    guild?.botInstalled === true ? channelPermissions(guild, channel, backend.botUser.id) : withoutBot
  const member = guild?.members.get(user.id)
  const payload: JsonObject = {
    id,
    application_id: backend.applicationId,
    type: input.type,
    token: interaction.token,
    version: 1,
    data: input.data,
    channel_id: channel.id,
    channel: { ...channelToWire(backend.world, channel), permissions: userPermissions.toString() },
    ...(guild && {
      guild_id: guild.id,
      guild: { id: guild.id, locale: guild.locale, features: [] },
      guild_locale: guild.locale,
    }),
    ...(member
      ? { member: { ...memberToWire(backend.world, member), permissions: userPermissions.toString() } }
      : { user: userToWire(user) }),
    ...(source && { message: messageToWire(backend, source) }),
    locale: user.locale,
    app_permissions: botPermissions.toString(),
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: installation.owners,
    context: input.context,
    attachment_size_limit: fileSizeLimit(guild),
  }
  // Either or: with a URL the gateway hears of no interaction.
  if (backend.endpoint.url === undefined) backend.gateway.dispatch('INTERACTION_CREATE', payload)
  else backend.endpoint.deliver(interaction, payload)
  return interaction
}
