import { findChannel, type Backend } from '../backend.ts'
import { isObject } from '../json.ts'
import { hasFlag, messageFlags, type MessageRecord } from '../state/message.ts'
import { messageToWire } from '../messages/message-wire.ts'
import { readMessageBody } from '../messages/read-message-body.ts'
import { createMessage, deleteMessage, editMessage } from '../messages/write-message.ts'
import { discordError } from '../requests/errors.ts'
import { noContent, ok, type RestAnswer, type RestRequest } from '../requests/request.ts'
import { isEphemeral } from './callback.ts'
import type { InteractionRecord } from '../state/interaction.ts'

/** Follow-ups that an app may send where only the user installed it. */
const maxUserInstallFollowUps = 5

/** @throws RestError 10015 for a wrong application or before the acknowledgement, 50027 for a wrong or dead token */
function interactionOf(backend: Backend, applicationId: string, token: string): InteractionRecord {
  if (applicationId !== backend.applicationId) throw discordError(10015)
  const interaction = backend.interactions.byToken(token)
  if (interaction === undefined || !backend.interactions.isTokenAlive(interaction)) throw discordError(50027)
  if (interaction.acknowledgedBy === undefined) throw discordError(10015)
  return interaction
}

function messageOf(backend: Backend, interaction: InteractionRecord, id: string): MessageRecord {
  const messageId = id === '@original' ? interaction.responseMessageId : id
  const known = [interaction.responseMessageId, interaction.sourceMessageId, ...interaction.followUpIds]
  const channel = findChannel(backend, interaction.channelId)
  const message = messageId === undefined ? undefined : channel.messages.get(messageId)
  if (message === undefined || message.deleted || !known.includes(message.id)) throw discordError(10008)
  return message
}

/** `POST /webhooks/{application_id}/{token}` */
export function followUp(backend: Backend, request: RestRequest, applicationId: string, token: string): RestAnswer {
  const interaction = interactionOf(backend, applicationId, token)
  const channel = findChannel(backend, interaction.channelId)
  const body = isObject(request.json) ? request.json : {}
  const original = channel.messages.get(interaction.responseMessageId ?? '')
  // Discord keeps this for old apps: the first follow-up after a deferral edits the deferred reply.
  if (original !== undefined && hasFlag(original, messageFlags.loading))
    return edit(backend, request, interaction, original)

  if (interaction.userInstallOnly && interaction.followUpIds.length >= maxUserInstallFollowUps)
    throw discordError(40094)
  const ephemeral = isEphemeral(interaction, body)
  const parts = readMessageBody(backend, { body, files: request.files, channel, path: [], ephemeral })
  const message = createMessage(backend, {
    channel,
    authorId: backend.botUser.id,
    parts,
    allowedMentions: body['allowed_mentions'],
    extraFlags: ephemeral ? messageFlags.ephemeral : 0,
    ...(interaction.metadata && { interaction: interaction.metadata }),
    ...(ephemeral && { ephemeralFor: interaction.userId }),
  })
  interaction.followUpIds.push(message.id)
  backend.interactions.touched(interaction)
  return ok(messageToWire(backend, message))
}

/** `GET /webhooks/{application_id}/{token}/messages/{message_id}` */
export function getWebhookMessage(backend: Backend, applicationId: string, token: string, id: string): RestAnswer {
  const interaction = interactionOf(backend, applicationId, token)
  return ok(messageToWire(backend, messageOf(backend, interaction, id)))
}

/** `PATCH /webhooks/{application_id}/{token}/messages/{message_id}` */
export function editWebhookMessage(
  backend: Backend,
  request: RestRequest,
  applicationId: string,
  token: string,
  id: string,
): RestAnswer {
  const interaction = interactionOf(backend, applicationId, token)
  return edit(backend, request, interaction, messageOf(backend, interaction, id))
}

/** `DELETE /webhooks/{application_id}/{token}/messages/{message_id}` */
export function deleteWebhookMessage(backend: Backend, applicationId: string, token: string, id: string): RestAnswer {
  const interaction = interactionOf(backend, applicationId, token)
  deleteMessage(backend, messageOf(backend, interaction, id))
  backend.interactions.touched(interaction)
  return noContent
}

function edit(
  backend: Backend,
  request: RestRequest,
  interaction: InteractionRecord,
  message: MessageRecord,
): RestAnswer {
  const body = isObject(request.json) ? request.json : {}
  const parts = readMessageBody(backend, {
    body,
    files: request.files,
    channel: findChannel(backend, message.channelId),
    path: [],
    existing: message,
    ephemeral: message.ephemeralFor !== undefined,
  })
  editMessage(backend, message, parts, body['allowed_mentions'])
  backend.interactions.touched(interaction)
  return ok(messageToWire(backend, message))
}
