import { MessageFlags, Routes, type APIMessage, type REST, type RequestData } from 'discord.js'
import { answerOnce } from './answer-once.ts'
import type { DiscordPort, InteractionRef, MessageRef, MessageView, SeenMessage } from './discord-port.ts'
import { customIdsIn } from './message-custom-ids.ts'
import { imagesOf } from './message-images.ts'
import { encodeMultipart } from './multipart.ts'

// Interaction response types. Source: "Receiving and Responding", interaction callback type.
const callback = { message: 4, deferred: 5, deferredUpdate: 6, update: 7, choices: 8, modal: 9 } as const

/** Source: "Get Channel Messages". */
const pageSize = 100

export interface RestClients {
  /** With the bot's token. */
  readonly rest: REST
  readonly interactions: REST
  readonly callbacks: REST
}

/**
 * The port on discord.js's REST clients, which repeat requests after 5xx: each method here bears that.
 * @param interactions for answers to interactions, see `interaction-rest.ts`
 * @param callbacks for the first of them
 * @param ownId the bot's user id, once it is known
 */
export function createRestDiscord(
  { rest, interactions, callbacks }: RestClients,
  ownId: () => string | undefined,
): DiscordPort {
  /** @returns what Discord says of it; undefined when that was lost */
  function answer(to: InteractionRef, type: number, data?: object, view?: MessageView): Promise<unknown> {
    const route = Routes.interactionCallback(to.id, to.token)
    const query = new URLSearchParams({ with_response: 'true' })
    return answerOnce(() => callbacks.post(route, { ...contentOf({ type, data }, view), query, auth: false }))
  }

  async function originalOf(to: InteractionRef): Promise<MessageRef | undefined> {
    const route = Routes.webhookMessage(to.applicationId, to.token, '@original')
    // It is there; where, is only good to know.
    return interactions.get(route, { auth: false }).then(refOf, () => undefined)
  }

  return {
    async reply(to, view, { ephemeral }) {
      const answered = await answer(to, callback.message, bodyOf(view, ephemeral), view)
      return answeredMessage(answered) ?? originalOf(to)
    },
    defer: async (to, { ephemeral }) =>
      void (await answer(to, callback.deferred, { flags: ephemeral ? MessageFlags.Ephemeral : 0 })),
    deferUpdate: async (to) => void (await answer(to, callback.deferredUpdate)),
    update: async (to, view) => void (await answer(to, callback.update, bodyOf(view, false), view)),
    openModal: async (to, modal) => void (await answer(to, callback.modal, modal)),
    choices: async (to, choices) => void (await answer(to, callback.choices, { choices })),
    async editReply(to, view) {
      const route = Routes.webhookMessage(to.applicationId, to.token, '@original')
      const answered = await interactions.patch(route, { ...contentOf(bodyOf(view, false), view), auth: false })
      const pictureUrls = imagesOf(answered as Partial<APIMessage>).map(({ url }) => url)
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
    async editMessage({ channelId, id }, view) {
      return refOf(await rest.patch(Routes.channelMessage(channelId, id), contentOf(bodyOf(view, false), view)))
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

/** Source: "Receiving and Responding", interaction callback response. */
function answeredMessage(answered: unknown): MessageRef | undefined {
  const { resource } = (answered ?? {}) as { readonly resource?: { readonly message?: unknown } }
  return resource?.message === undefined ? undefined : refOf(resource.message)
}

function refOf(message: unknown): MessageRef {
  const { id, channel_id: channelId } = message as { id: string; channel_id: string }
  return { id, channelId }
}
