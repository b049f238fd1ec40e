import { findChannel, type Backend } from '../backend.ts'
import { isObject, type JsonObject } from '../json.ts'
import type { MessageRecord } from '../state/message.ts'
import { messageToWire } from '../messages/message-wire.ts'
import { readMessageBody } from '../messages/read-message-body.ts'
import { createMessage, deleteMessage, editMessage } from '../messages/write-message.ts'
import { hasPermission } from '../state/permissions.ts'
import type { ChannelRecord } from '../state/world-state.ts'
import { discordError } from '../requests/errors.ts'
import { stringField } from '../requests/form-fields.ts'
import { FormErrors } from '../requests/form-errors.ts'
import { noContent, ok, type RestAnswer, type RestRequest } from '../requests/request.ts'
import type { Route } from './route.ts'
import { requireAccess, requirePermission, requireSending } from './access.ts'
import { pageOf, readPage } from './message-page.ts'

/** "The past few minutes" in which Discord looks for a message with the same nonce. */
const nonceWindowMs = 5 * 60_000

/** Ephemeral messages do not exist for the bot's token. @throws RestError 10008 */
function messageOf(channel: ChannelRecord, id: string | undefined): MessageRecord {
  const message = channel.messages.get(id ?? '')
  if (message === undefined || message.deleted || message.ephemeralFor !== undefined) throw discordError(10008)
  return message
}

function create(backend: Backend, request: RestRequest, channel: ChannelRecord): RestAnswer {
  const body = isObject(request.json) ? request.json : {}
  requireSending(backend, channel, request.files.length > 0)
  const nonce = readNonce(body['nonce'])
  if (nonce !== undefined && body['enforce_nonce'] === true) {
    const earlier = findByNonce(backend, channel, nonce)
    // Not sent again even after it was deleted: discord/discord-api-docs, pull request 6647.
    if (earlier?.deleted === true) throw discordError(10008)
    if (earlier !== undefined) return ok(posted(backend, earlier))
  }
  const parts = readMessageBody(backend, { body, files: request.files, channel, path: [], ephemeral: false })
  const reference = isObject(body['message_reference']) ? body['message_reference'] : undefined
  const referenceId = reference === undefined ? undefined : readReference(channel, reference)
  const message = createMessage(backend, {
    channel,
    authorId: backend.botUser.id,
    parts,
    allowedMentions: body['allowed_mentions'],
    ...(nonce !== undefined && { nonce }),
    ...(referenceId !== undefined && { type: 19 as const, referenceId }),
  })
  return ok(posted(backend, message))
}

/** Only the response to the post has the nonce: Discord doesn't store it with the message. */
function posted(backend: Backend, message: MessageRecord): JsonObject {
  const { nonce } = message
  return { ...messageToWire(backend, message), ...(nonce !== undefined && { nonce }) }
}

function readNonce(value: unknown): string | number | undefined {
  if (typeof value === 'number' && Number.isInteger(value)) return value
  const errors = new FormErrors()
  const nonce = stringField(errors, ['nonce'], value, { max: 25 })
  errors.throwIfAny()
  return nonce
}

function findByNonce(backend: Backend, channel: ChannelRecord, nonce: string | number): MessageRecord | undefined {
  const sinceMs = backend.clock.now() - nonceWindowMs
  return Array.from(channel.messages.values()).find(
    (one) => one.nonce === nonce && one.authorId === backend.botUser.id && one.createdAtMs > sinceMs,
  )
}

function readReference(channel: ChannelRecord, reference: Readonly<Record<string, unknown>>): string | undefined {
  const id = String(reference['message_id'])
  if (channel.messages.get(id)?.deleted === false) return id
  if (reference['fail_if_not_exists'] === false) return undefined
  const errors = new FormErrors()
  errors.add(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message')
  errors.throwIfAny()
  return undefined
}

function edit(backend: Backend, request: RestRequest, channel: ChannelRecord, id: string | undefined): RestAnswer {
  requireAccess(backend, channel)
  const message = messageOf(channel, id)
  if (message.authorId !== backend.botUser.id) throw discordError(50005)
  if (channel.archived) throw discordError(50083)
  const body = isObject(request.json) ? request.json : {}
  const parts = readMessageBody(backend, {
    body,
    files: request.files,
    channel,
    path: [],
    existing: message,
    ephemeral: false,
  })
  editMessage(backend, message, parts, body['allowed_mentions'])
  return ok(messageToWire(backend, message))
}

function remove(backend: Backend, channel: ChannelRecord, id: string | undefined): RestAnswer {
  const permissions = requireAccess(backend, channel)
  const message = messageOf(channel, id)
  if (message.authorId !== backend.botUser.id) requirePermission(permissions, 'ManageMessages')
  deleteMessage(backend, message)
  return noContent
}

function list(backend: Backend, request: RestRequest, channel: ChannelRecord): RestAnswer {
  const page = readPage(request.query)
  const permissions = requireAccess(backend, channel)
  // Not refused: the response is an empty list, as in an empty channel.
  if (!hasPermission(permissions, 'ReadMessageHistory')) return ok([])
  const messages = Array.from(channel.messages.values()).filter((one) => !one.deleted && one.ephemeralFor === undefined)
  return ok(pageOf(messages, page).map((one) => messageToWire(backend, one)))
}

const channelTemplate = '/channels/{channel_id}/messages'

export const channelMessageRoutes: readonly Route[] = [
  {
    method: 'POST',
    template: channelTemplate,
    auth: 'bot',
    handle: (backend, request, params) => create(backend, request, findChannel(backend, params['channel_id'])),
  },
  {
    method: 'GET',
    template: channelTemplate,
    auth: 'bot',
    handle: (backend, request, params) => list(backend, request, findChannel(backend, params['channel_id'])),
  },
  {
    method: 'GET',
    template: `${channelTemplate}/{message_id}`,
    auth: 'bot',
    handle: (backend, _request, params) => {
      const channel = findChannel(backend, params['channel_id'])
      const permissions = requireAccess(backend, channel)
      if (channel.guildId !== null) requirePermission(permissions, 'ReadMessageHistory')
      return ok(messageToWire(backend, messageOf(channel, params['message_id'])))
    },
  },
  {
    method: 'PATCH',
    template: `${channelTemplate}/{message_id}`,
    auth: 'bot',
    handle: (backend, request, params) =>
      edit(backend, request, findChannel(backend, params['channel_id']), params['message_id']),
  },
  {
    method: 'DELETE',
    template: `${channelTemplate}/{message_id}`,
    auth: 'bot',
    handle: (backend, _request, params) =>
      remove(backend, findChannel(backend, params['channel_id']), params['message_id']),
  },
  {
    method: 'POST',
    template: '/channels/{channel_id}/typing',
    auth: 'bot',
    handle: (backend, _request, params) => {
      const channel = findChannel(backend, params['channel_id'])
      requireSending(backend, channel, false)
      backend.events.emit({ type: 'typing', channelId: channel.id })
      return noContent
    },
  },
]
