import { findChannel, type Backend } from '../backend.ts'
import { checkModal } from '../components/check-modal.ts'
import { isObject, type JsonObject } from '../json.ts'
import { messageFlags, type MessageRecord } from '../state/message.ts'
import { messageToWire } from '../messages/message-wire.ts'
import { readMessageBody } from '../messages/read-message-body.ts'
import { createMessage, editMessage, emptyParts } from '../messages/write-message.ts'
import { discordError } from '../requests/errors.ts'
import { FormErrors } from '../requests/form-errors.ts'
import { noContent, ok, type RestAnswer, type RestRequest } from '../requests/request.ts'
import { checkChoices } from './check-choices.ts'
import type { InteractionRecord, InteractionType } from '../state/interaction.ts'

/** 4 message, 5 deferred message, 6 deferred update, 7 update, 8 autocomplete choices, 9 modal. */
const callbacksFor: Readonly<Record<InteractionType, readonly number[]>> = {
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5, 6, 7],
}

/** `POST /interactions/{id}/{token}/callback`: the first answer to an interaction, within 3 s and once. */
export function answerInteraction(backend: Backend, request: RestRequest, id: string, token: string): RestAnswer {
  const interaction = backend.interactions.byId(id)
  if (interaction === undefined || interaction.token !== token || interaction.failed) throw discordError(10062)
  if (interaction.acknowledgedBy !== undefined) throw discordError(40060)

  const body = isObject(request.json) ? request.json : {}
  const type = checkType(interaction, body['type'])
  const data = isObject(body['data']) ? body['data'] : {}
  const message = respond(backend, interaction, type, data, request)
  backend.interactions.acknowledge(interaction, type)
  backend.interactions.touched(interaction)
  if (request.query.get('with_response') !== 'true') return noContent
  return ok(callbackResponse(backend, interaction, type, message))
}

function checkType(interaction: InteractionRecord, type: unknown): number {
  const fromMessage = interaction.sourceMessageId !== undefined
  const allowed = callbacksFor[interaction.type].filter((one) => fromMessage || (one !== 6 && one !== 7))
  if (typeof type === 'number' && allowed.includes(type)) return type
  const errors = new FormErrors()
  if (type === undefined) errors.add(['type'], 'BASE_TYPE_REQUIRED', 'This field is required')
  else errors.add(['type'], 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`)
  errors.throwIfAny()
  throw discordError(50035)
}

function respond(
  backend: Backend,
  interaction: InteractionRecord,
  type: number,
  data: JsonObject,
  request: RestRequest,
): MessageRecord | undefined {
  switch (type) {
    case 4:
    case 5:
      return reply(backend, interaction, type, data, request)
    case 6:
    case 7:
      return update(backend, interaction, type, data, request)
    case 8:
      interaction.choices = checkChoices(data)
      return undefined
    case 9:
      interaction.modal = checkModal(data)
      return undefined
    default:
      return undefined
  }
}

function reply(
  backend: Backend,
  interaction: InteractionRecord,
  type: 4 | 5,
  data: JsonObject,
  request: RestRequest,
): MessageRecord {
  const channel = findChannel(backend, interaction.channelId)
  const ephemeral = isEphemeral(interaction, data)
  const parts =
    type === 5
      ? emptyParts
      : readMessageBody(backend, { body: data, files: request.files, channel, path: ['data'], ephemeral })
  const message = createMessage(backend, {
    channel,
    authorId: backend.botUser.id,
    type: interaction.metadata?.type === 2 ? commandMessageType(interaction) : 0,
    parts,
    allowedMentions: data['allowed_mentions'],
    extraFlags: (ephemeral ? messageFlags.ephemeral : 0) | (type === 5 ? messageFlags.loading : 0),
    ...(interaction.metadata && { interaction: interaction.metadata }),
    ...(ephemeral && { ephemeralFor: interaction.userId }),
  })
  interaction.responseMessageId = message.id
  return message
}

function commandMessageType(interaction: InteractionRecord): 20 | 23 {
  return interaction.metadata?.targetMessageId === undefined ? 20 : 23
}

export function isEphemeral(interaction: InteractionRecord, data: JsonObject): boolean {
  const flags = typeof data['flags'] === 'number' ? data['flags'] : 0
  return interaction.forcedEphemeral || (flags & messageFlags.ephemeral) !== 0
}

function update(
  backend: Backend,
  interaction: InteractionRecord,
  type: 6 | 7,
  data: JsonObject,
  request: RestRequest,
): MessageRecord {
  const channel = findChannel(backend, interaction.channelId)
  const source = channel.messages.get(interaction.sourceMessageId ?? '')
  if (source === undefined || source.deleted) throw discordError(10008)
  interaction.responseMessageId = source.id
  if (type === 7) {
    const parts = readMessageBody(backend, {
      body: data,
      files: request.files,
      channel,
      path: ['data'],
      existing: source,
      ephemeral: source.ephemeralFor !== undefined,
    })
    editMessage(backend, source, parts, data['allowed_mentions'])
  }
  return source
}

function callbackResponse(
  backend: Backend,
  interaction: InteractionRecord,
  type: number,
  message: MessageRecord | undefined,
): JsonObject {
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: interaction.channelId,
      ...(interaction.guildId !== null && { guild_id: interaction.guildId }),
      ...(message && {
        response_message_id: message.id,
        response_message_loading: type === 5,
        response_message_ephemeral: message.ephemeralFor !== undefined,
      }),
    },
    // The document knows two kinds of resource: a message that was created (4) and one that was changed (7).
    ...(message && { resource: { type: type < 6 ? 4 : 7, message: messageToWire(backend, message) } }),
  }
}
