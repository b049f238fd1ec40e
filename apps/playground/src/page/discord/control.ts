import type { WireCommand, WireMessage, WireModal } from './wire.ts'

/** Pages act as people through this: the control API of the Discord simulator. */

export interface Person {
  readonly id: string
  readonly name: string
  readonly locale: string
}

export interface Named {
  readonly id: string
  readonly name: string
}

export interface Server extends Named {
  readonly channels: readonly Named[]
  readonly roles: readonly Named[]
  readonly members: readonly { readonly userId: string; readonly roleIds: readonly string[] }[]
}

export interface WorldView {
  readonly bot: { readonly id: string; readonly name: string; readonly online: boolean }
  readonly users: readonly Person[]
  readonly guilds: readonly Server[]
  readonly directChannels: readonly { readonly id: string; readonly recipientIds: readonly string[] }[]
}

export interface MessageView {
  readonly channelId: string
  readonly ephemeral: boolean
  readonly deleted: boolean
  /** That the message answers, e.g. `flux generate`. */
  readonly command: string | null
  readonly message: WireMessage
}

export interface InteractionView {
  readonly id: string
  readonly channelId: string
  readonly state: 'waiting' | 'failed' | 'thinking' | 'replied' | 'updated' | 'modal'
  readonly messageId: string | null
  readonly modal: WireModal | null
}

export type ControlEvent =
  | { readonly type: 'message'; readonly view: MessageView }
  | { readonly type: 'interaction'; readonly view: InteractionView }
  | { readonly type: 'typing'; readonly channelId: string }
  | { readonly type: 'bot'; readonly online: boolean; readonly commandsChanged: boolean }

export interface SentFile {
  readonly filename: string
  readonly base64: string
}

export interface Choice {
  readonly name: string
  readonly value: string | number
}

export interface Control {
  world(): Promise<WorldView>
  commands(userId: string, channelId: string): Promise<readonly WireCommand[]>
  messages(userId: string, channelId: string): Promise<readonly MessageView[]>
  /** What a user gets to see from now on. @returns a function that ends it */
  follow(userId: string, onEvent: (event: ControlEvent) => void, onOpen: () => void): () => void
  /** @throws Error with the sentence of what Discord's client would refuse */
  act(
    action: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly interactionId?: string; readonly choices?: readonly Choice[] }>
}

const messageEvents = ['message.created', 'message.updated', 'message.deleted']
const interactionEvents = ['interaction.created', 'interaction.updated']
const botEvents = ['gateway.identified', 'gateway.resumed', 'gateway.closed', 'commands.changed']

export function createControl(baseUrl: string): Control {
  async function get<T>(path: string, query: Record<string, string> = {}): Promise<T> {
    const answer = await fetch(`${baseUrl}/${path}?${new URLSearchParams(query).toString()}`)
    return (await answer.json()) as T
  }

  return {
    world: () => get('world'),
    commands: (user, channel) => get('commands', { user, channel }),
    messages: (user, channel) => get('messages', { user, channel }),
    follow(userId, onEvent, onOpen) {
      const source = new EventSource(`${baseUrl}/events?${new URLSearchParams({ user: userId }).toString()}`)
      const on = (types: readonly string[], read: (data: unknown, type: string) => ControlEvent): void => {
        for (const type of types)
          source.addEventListener(type, (event) => onEvent(read(JSON.parse(String(event.data)), type)))
      }
      on(messageEvents, (data) => ({ type: 'message', view: data as MessageView }))
      on(interactionEvents, (data) => ({ type: 'interaction', view: data as InteractionView }))
      on(['typing'], (data) => ({ type: 'typing', channelId: (data as { channelId: string }).channelId }))
      on(botEvents, (data, type) => ({
        type: 'bot',
        online: (data as { online: boolean }).online,
        commandsChanged: type === 'commands.changed',
      }))
      source.addEventListener('open', onOpen)
      return () => source.close()
    },
    async act(action) {
      const answer = await fetch(`${baseUrl}/act`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(action),
      })
      const body = (await answer.json()) as { interactionId?: string; choices?: Choice[]; error?: string }
      if (!answer.ok) throw new Error(body.error ?? `The simulator answered ${answer.status}`)
      return body
    },
  }
}
