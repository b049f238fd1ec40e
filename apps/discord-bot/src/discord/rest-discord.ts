import { MessageFlags, Routes, type APIMessage, type REST, type RequestData } from 'discord.js'
import { discordCodes, readDiscordFailure } from './discord-errors.ts'
import type { DiscordPort, InteractionRef, MessageRef, MessageView, SeenMessage } from './discord-port.ts'
import { customIdsIn } from './message-custom-ids.ts'
import { picturesOf } from './message-pictures.ts'
import { encodeMultipart } from './multipart.ts'

// Interaction response types. Source: "Receiving and Responding", interaction callback type.
const callback = { message: 4, deferred: 5, deferredUpdate: 6, update: 7, choices: 8, modal: 9 } as const

/** Source: "Get Channel Messages". */
const pageSize = 100

/**
 * The port on discord.js's REST clients, which repeat requests after 5xx: each method here bears that.
 * @param interactions for answers to interactions, see `interaction-rest.ts`
 * @param ownId the bot's user id, once it is known
 */
export function createRestDiscord(rest: REST, interactions: REST, ownId: () => string | undefined): DiscordPort {
  async function answer(to: InteractionRef, type: number, data?: object, view?: MessageView): Promise<void> {
    try {
      await interactions.post(Routes.interactionCallback(to.id, to.token), {
        ...contentOf({ type, data }, view),
        auth: false,
      })
    } catch (error) {
      // A repetition of what had arrived before.
      if (readDiscordFailure(error).code !== discordCodes.alreadyAcknowledged) throw error
    }
  }

  return {
    reply: (to, view, { ephemeral }) => answer(to, callback.message, bodyOf(view, ephemeral), view),
    defer: (to, { ephemeral }) => answer(to, callback.deferred, { flags: ephemeral ? MessageFlags.Ephemeral : 0 }),
    deferUpdate: (to) => answer(to, callback.deferredUpdate),
    update: (to, view) => answer(to, callback.update, bodyOf(view, false), view),
    openModal: (to, modal) => answer(to, callback.modal, modal),
    choices: (to, choices) => answer(to, callback.choices, { choices }),
    async editReply(to, view) {
      const route = Routes.webhookMessage(to.applicationId, to.token, '@original')
      const answered = await interactions.patch(route, { ...contentOf(bodyOf(view, false), view), auth: false })
      const pictureUrls = picturesOf(answered as Partial<APIMessage>).map(({ url }) => url)
      return { ...refOf(answered), pictureUrls }
    },
    async deleteReply(to) {
      await interactions.delete(Routes.webhookMessage(to.applicationId, to.token, '@original'), { auth: false })
    },
    async followUp(to, view, { ephemeral }) {
      const route = Routes.webhook(to.applicationId, to.token)
      await interactions.post(route, { ...contentOf(bodyOf(view, ephemeral), view), auth: false })
    },
    async post(channelId, view, nonce) {
      const body = { ...bodyOf(view, false), nonce, enforce_nonce: true }
      return refOf(await rest.post(Routes.channelMessages(channelId), contentOf(body, view)))
    },
    async readChannel(channelId, afterId) {
      const query = new URLSearchParams({ after: afterId, limit: String(pageSize) })
      const messages = (await rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[]
      return messages.toReversed().map((message): SeenMessage => {
        const customIds = customIdsIn(message.components ?? [])
        return { id: message.id, channelId, isOwn: message.author.id === ownId(), customIds }
      })
    },
    async deleteMessage({ channelId, id }) {
      await rest.delete(Routes.channelMessage(channelId, id))
    },
    async openDirect(userId) {
      const channel = (await rest.post(Routes.userChannels(), { body: { recipient_id: userId } })) as { id: string }
      return channel.id
    },
  }
}

/** The one place where messages get their allowed mentions: channel messages would parse all of them otherwise. */
function bodyOf(view: MessageView, ephemeral: boolean): object {
  return {
    flags: MessageFlags.IsComponentsV2 | (ephemeral ? MessageFlags.Ephemeral : 0),
    components: view.components,
    allowed_mentions: { parse: [], users: view.pingUserId === undefined ? [] : [view.pingUserId] },
    // Named but for `keepFiles`: an edit drops the files of the message before.
    attachments: view.keepFiles
      ? undefined
      : (view.files ?? []).map(({ name, alt }, id) => ({ id: String(id), filename: name, description: alt })),
  }
}

function contentOf(body: object, view: MessageView | undefined): RequestData {
  const files = view?.files ?? []
  if (files.length === 0) return { body }
  const encoded = encodeMultipart(body, files)
  return { body: encoded.body, passThroughBody: true, headers: { 'content-type': encoded.contentType } }
}

function refOf(message: unknown): MessageRef {
  const { id, channel_id: channelId } = message as { id: string; channel_id: string }
  return { id, channelId }
}
