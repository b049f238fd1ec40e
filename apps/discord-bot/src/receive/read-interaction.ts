import {
  ApplicationCommandType,
  ChannelType,
  InteractionType,
  MessageFlags,
  type APIAttachment,
  type APIInteraction,
  type APIMessage,
} from 'discord.js'
import type { BotInteraction, OptionValue } from '../discord/bot-interaction.ts'
import type { Attachment } from '../discord/attachment.ts'
import { imagesOf, readAttachment } from '../discord/message-images.ts'

const threadTypes = new Set([ChannelType.AnnouncementThread, ChannelType.PublicThread, ChannelType.PrivateThread])
/** What Discord allows everywhere; interactions say when more is allowed. */
const usualLimitBytes = 10 * 1024 * 1024

interface RawOption {
  readonly name: string
  readonly type: number
  readonly value?: OptionValue
  readonly focused?: boolean
  readonly options?: readonly RawOption[]
}

interface RawData {
  readonly name?: string
  readonly type?: ApplicationCommandType
  readonly options?: readonly RawOption[]
  readonly resolved?: {
    readonly attachments?: Readonly<Record<string, APIAttachment>>
    readonly messages?: Readonly<Record<string, Partial<APIMessage>>>
  }
  readonly target_id?: string
  readonly custom_id?: string
  readonly values?: readonly string[]
  readonly components?: readonly unknown[]
}

/** @returns undefined for interactions of other kinds (pings) */
export function readInteraction(raw: APIInteraction, nowMs: number): BotInteraction | undefined {
  const data = (raw.data ?? {}) as RawData
  const user = raw.member?.user ?? raw.user
  if (!user || raw.type === InteractionType.Ping) return undefined
  const { names, leaves } = flatten(data.options ?? [])
  const owners: Readonly<Record<string, string | undefined>> = { ...raw.authorizing_integration_owners }
  const botInGuild = raw.guild_id !== undefined && owners['0'] === raw.guild_id
  const target = data.resolved?.messages?.[data.target_id ?? '']
  const message = target ?? raw.message
  const channel = (raw.channel ?? {}) as { readonly type?: ChannelType; readonly parent_id?: string | null }
  return {
    id: raw.id,
    token: raw.token,
    applicationId: raw.application_id,
    kind: kindOf(raw.type, data.type),
    command: [data.name, ...names].filter(Boolean).join(' '),
    options: Object.fromEntries(leaves.map((leaf) => [leaf.name, leaf.value ?? ''])),
    focused: leaves.find((leaf) => leaf.focused)?.name,
    customId: data.custom_id ?? '',
    values: data.values ?? [],
    fields: fieldsOf(data.components ?? []),
    attachments: Object.fromEntries(
      Object.entries(data.resolved?.attachments ?? {}).map(([id, file]): [string, Attachment] => [
        id,
        readAttachment(file),
      ]),
    ),
    messageImages: message ? imagesOf(message) : [],
    messageId: message?.id,
    messageIsEphemeral: ((message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0,
    guildId: botInGuild ? (raw.guild_id ?? null) : null,
    botInGuild,
    channelId: raw.channel?.id ?? '',
    parentChannelId: channel.parent_id ?? undefined,
    isThread: channel.type !== undefined && threadTypes.has(channel.type),
    userId: user.id,
    roleIds: raw.member?.roles ?? [],
    botPermissions: BigInt(raw.app_permissions ?? '0'),
    userPermissions: BigInt(raw.member?.permissions ?? '0'),
    locale: 'locale' in raw ? raw.locale : 'en-US',
    attachmentLimitBytes: raw.attachment_size_limit ?? usualLimitBytes,
    receivedMs: nowMs,
  }
}

function kindOf(type: InteractionType, commandType: ApplicationCommandType | undefined): BotInteraction['kind'] {
  if (type === InteractionType.MessageComponent) return 'component'
  if (type === InteractionType.ModalSubmit) return 'modal'
  if (type === InteractionType.ApplicationCommandAutocomplete) return 'autocomplete'
  return commandType === ApplicationCommandType.Message ? 'message-command' : 'command'
}

/** Subcommand groups and subcommands wrap the options. */
function flatten(options: readonly RawOption[]): { names: string[]; leaves: RawOption[] } {
  const [first] = options
  if (first?.type !== 1 && first?.type !== 2) return { names: [], leaves: [...options] }
  const { names, leaves } = flatten(first.options ?? [])
  return { names: [first.name, ...names], leaves }
}

/** Labels and rows wrap the fields of a modal. */
function fieldsOf(components: readonly unknown[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const component of components) {
    if (typeof component !== 'object' || component === null) continue
    const { custom_id: id, value, components: rows, component: labelled }: Record<string, unknown> = { ...component }
    if (typeof id === 'string' && typeof value === 'string') fields[id] = value
    if (Array.isArray(rows)) Object.assign(fields, fieldsOf(rows))
    if (labelled !== undefined) Object.assign(fields, fieldsOf([labelled]))
  }
  return fields
}
