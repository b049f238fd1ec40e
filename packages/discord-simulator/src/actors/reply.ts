import type { Backend } from '../backend.ts'
import type { InteractionRecord } from '../state/interaction.ts'
import { isObject, type JsonObject } from '../json.ts'
import { ShownMessage } from './shown-message.ts'

export interface ShownModal {
  readonly customId: string
  readonly title: string
  /** As the app sent it. */
  readonly components: readonly JsonObject[]
}

/** What follows from something that a user did, always in its present state. */
export class Reply {
  readonly interactionId: string
  readonly userId: string
  readonly #backend: Backend
  readonly #interaction: InteractionRecord

  constructor(backend: Backend, interaction: InteractionRecord) {
    this.interactionId = interaction.id
    this.userId = interaction.userId
    this.#backend = backend
    this.#interaction = interaction
  }

  /**
   * `failed`: "The application did not respond", 3 s without an answer.
   * `updated`: the message with the component was (or will be) changed, there is no reply of its own.
   */
  get state(): 'waiting' | 'failed' | 'thinking' | 'replied' | 'updated' | 'modal' {
    const { acknowledgedBy, failed } = this.#interaction
    if (acknowledgedBy === undefined) return failed ? 'failed' : 'waiting'
    if (acknowledgedBy === 9) return 'modal'
    if (acknowledgedBy === 6 || acknowledgedBy === 7) return 'updated'
    return this.find()?.loading ? 'thinking' : 'replied'
  }

  /** The reply; after an update the updated message. @throws Error when there is none */
  get message(): ShownMessage {
    const message = this.find()
    if (message === undefined) throw new Error(`There is no reply: ${this.state}`)
    return message
  }

  /** Later messages of the same interaction. */
  get followUps(): readonly ShownMessage[] {
    return this.#interaction.followUpIds.flatMap((id) => this.#shown(id) ?? []).filter((message) => !message.deleted)
  }

  /** @throws Error when no modal was opened */
  get modal(): ShownModal {
    const { modal } = this.#interaction
    if (modal === undefined) throw new Error(`There is no modal: ${this.state}`)
    const components = Array.isArray(modal['components']) ? modal['components'].filter(isObject) : []
    return { customId: String(modal['custom_id']), title: String(modal['title']), components }
  }

  /** Like {@link message}, but undefined when there is none. */
  find(): ShownMessage | undefined {
    return this.#shown(this.#interaction.responseMessageId)
  }

  /**
   * Waits until this, as it changes, fits.
   * @throws Error after `timeoutMs` of the simulator's clock, default 10,000
   */
  async until(fits: (reply: this) => boolean, timeoutMs?: number): Promise<this> {
    return this.#backend.events.until(
      () => this.#expectation(),
      () => (fits(this) ? this : undefined),
      timeoutMs,
    )
  }

  /** Waits until the reply shows something: no longer waiting, no longer thinking. */
  done(timeoutMs?: number): Promise<this> {
    return this.until((reply) => reply.state !== 'waiting' && reply.state !== 'thinking', timeoutMs)
  }

  #expectation(): string {
    return `a change of the reply, which is ${this.state} and says ${JSON.stringify(this.find()?.text ?? null)}`
  }

  #shown(id: string | undefined): ShownMessage | undefined {
    const channel = this.#backend.world.channels.get(this.#interaction.channelId)
    const record = id === undefined ? undefined : channel?.messages.get(id)
    return record === undefined ? undefined : new ShownMessage(this.#backend, record)
  }
}
