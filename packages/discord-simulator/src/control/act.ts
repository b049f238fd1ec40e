import { ActorError } from '../actors/actor-error.ts'
import type { ModalValue } from '../actors/fill-modal.ts'
import type { OptionValue, Upload } from '../actors/option-values.ts'
import { Reply } from '../actors/reply.ts'
import { ShownMessage } from '../actors/shown-message.ts'
import type { SimulatedUser } from '../actors/user.ts'
import type { Backend } from '../backend.ts'
import { isObject, listOf, objectsIn, textOf, type JsonObject } from '../json.ts'
import type { World } from '../actors/world.ts'

/**
 * Does what a page asks a user to do: `{ user, action, … }` with the parameters of the method of the same name.
 * @returns what the page needs to continue; nothing is waited for but autocomplete
 * @throws ActorError
 */
export async function act(backend: Backend, world: World, body: JsonObject): Promise<JsonObject> {
  const user = world.users.find((one) => one.id === body['user'] || one.name === body['user'])
  if (user === undefined) throw new ActorError('There is no such user')
  const channel = { id: textOf(body['channel']) }
  const command = textOf(body['command'])
  switch (body['action']) {
    case 'slash':
      return { interactionId: user.sendSlash(channel, command, optionValues(body['options'])).interactionId }
    case 'autocomplete':
      return {
        choices: await user.autocomplete(channel, command, textOf(body['focused']), optionValues(body['options'])),
      }
    case 'post':
      return { messageId: user.post(channel, textOf(body['content']), objectsIn(body['files']).map(upload)).id }
    case 'set-locale':
      user.setLocale(textOf(body['locale'], 'en-US'))
      return {}
    default:
      return actOnMessage(backend, user, body)
  }
}

function actOnMessage(backend: Backend, user: SimulatedUser, body: JsonObject): JsonObject {
  switch (body['action']) {
    case 'click':
      return started(backend, user, () => user.click(messageOf(backend, body), textOf(body['button'])))
    case 'select': {
      const values = listOf(body['values']).map((value) => textOf(value))
      return started(backend, user, () => user.select(messageOf(backend, body), textOf(body['menu']), values))
    }
    case 'message-command':
      return started(backend, user, () => user.messageCommand(messageOf(backend, body), textOf(body['command'])))
    case 'submit-modal': {
      const interaction = backend.interactions.byId(textOf(body['interaction']))
      if (interaction === undefined) throw new ActorError('There is no such modal')
      return started(backend, user, () =>
        user.submitModal(new Reply(backend, interaction), modalValues(body['values'])),
      )
    }
    default:
      throw new ActorError('There is no such action')
  }
}

/** The interaction that an action begins, without waiting for its acknowledgement. */
function started(backend: Backend, user: SimulatedUser, action: () => Promise<Reply>): JsonObject {
  let interactionId = ''
  const end = backend.events.subscribe((event) => {
    if (event.type === 'interaction.created' && event.userId === user.id) ({ interactionId } = event)
  })
  try {
    // The page learns the outcome from the events; here only the wait for it would fail.
    action().catch(() => undefined)
  } finally {
    end()
  }
  return { interactionId }
}

function messageOf(backend: Backend, body: JsonObject): ShownMessage {
  const record = backend.world.channels.get(textOf(body['channel']))?.messages.get(textOf(body['message']))
  if (record === undefined) throw new ActorError('There is no such message')
  return new ShownMessage(backend, record)
}

function upload(file: JsonObject): Upload {
  return {
    filename: textOf(file['filename'], 'file'),
    bytes: new Uint8Array(Buffer.from(textOf(file['base64']), 'base64')),
  }
}

function optionValues(value: unknown): Record<string, OptionValue> {
  const entries = Object.entries(isObject(value) ? value : {}).flatMap(([name, one]): [string, OptionValue][] => {
    if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') return [[name, one]]
    if (!isObject(one)) return []
    return [[name, 'base64' in one ? upload(one) : { id: textOf(one['id']) }]]
  })
  return Object.fromEntries(entries)
}

function modalValues(value: unknown): Record<string, ModalValue> {
  const entries = Object.entries(isObject(value) ? value : {}).map(([name, one]): [string, ModalValue] => {
    if (typeof one === 'string') return [name, one]
    const files = objectsIn(one)
    return [name, files.length > 0 ? files.map(upload) : listOf(one).map((item) => textOf(item))]
  })
  return Object.fromEntries(entries)
}
