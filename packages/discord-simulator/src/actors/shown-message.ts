import type { Backend } from '../backend.ts'
import { walkComponents } from '../components/component-types.ts'
import { isObject, objectsIn, textOf, type JsonObject } from '../json.ts'
import { hasFlag, messageFlags, type AttachmentRecord, type MessageRecord, type Pings } from '../state/message.ts'
import { messageToWire } from '../messages/message-wire.ts'

export interface ShownFile {
  readonly id: string
  readonly filename: string
  readonly contentType: string
  readonly bytes: Uint8Array
  readonly description: string | null
  /** Hidden until a click. */
  readonly spoiler: boolean
  readonly width: number | undefined
  readonly height: number | undefined
  /** Signed for a day from now. */
  readonly url: string
}

export interface ShownImage {
  readonly alt: string | null
  readonly spoiler: boolean
  /** undefined: a link to an image elsewhere. */
  readonly file: ShownFile | undefined
  readonly url: string
}

export interface ShownButton {
  readonly label: string
  readonly customId: string | undefined
  readonly url: string | undefined
  readonly disabled: boolean
  /** 1 primary, 2 secondary, 3 success, 4 danger, 5 link. */
  readonly style: number
}

export interface ShownSelect {
  readonly customId: string
  readonly type: number
  readonly placeholder: string
  readonly disabled: boolean
  readonly options: readonly {
    readonly label: string
    readonly value: string
    readonly description: string | undefined
  }[]
}

/** A message as people see it, always in its present state. */
export class ShownMessage {
  readonly id: string
  readonly channelId: string
  readonly #backend: Backend
  readonly #record: MessageRecord

  constructor(backend: Backend, record: MessageRecord) {
    this.id = record.id
    this.channelId = record.channelId
    this.#backend = backend
    this.#record = record
  }

  get author(): string {
    return this.#backend.world.users.get(this.#record.authorId)?.username ?? ''
  }

  get content(): string {
    return this.#record.content
  }

  /** Everything that is written: content and text displays, line by line. */
  get text(): string {
    const texts = this.#tree().flatMap((component) => (component['type'] === 10 ? [String(component['content'])] : []))
    return [this.#record.content, ...texts].filter((part) => part !== '').join('\n')
  }

  /** Visible to one user only. */
  get ephemeral(): boolean {
    return this.#record.ephemeralFor !== undefined
  }

  /** "… is thinking": deferred, with nothing to show yet. */
  get loading(): boolean {
    return hasFlag(this.#record, messageFlags.loading)
  }

  get deleted(): boolean {
    return this.#record.deleted
  }

  /** How often it was changed. */
  get revision(): number {
    return this.#record.revision
  }

  get flags(): number {
    return this.#record.flags
  }

  get embeds(): readonly JsonObject[] {
    return this.#record.embeds
  }

  /** Who was notified by it. */
  get pings(): Pings {
    return this.#record.pings
  }

  /** true when anybody at all was notified. */
  get pinged(): boolean {
    const { everyone, userIds, roleIds } = this.#record.pings
    return everyone || userIds.length > 0 || roleIds.length > 0
  }

  /** All files of the message, whether a component shows them or not. */
  get files(): readonly ShownFile[] {
    return this.#record.attachments.map((attachment) => this.#file(attachment))
  }

  /** The images of media galleries and thumbnails, in order. */
  get images(): readonly ShownImage[] {
    return this.#tree().flatMap((component) => {
      if (component['type'] === 11) return [this.#image(component)]
      const items = component['type'] === 12 ? objectsIn(component['items']) : []
      return items.map((item) => this.#image(item))
    })
  }

  get buttons(): readonly ShownButton[] {
    return this.#tree()
      .filter((component) => component['type'] === 2)
      .map((button) => ({
        label: textOf(button['label'], emojiName(button['emoji'])),
        customId: typeof button['custom_id'] === 'string' ? button['custom_id'] : undefined,
        url: typeof button['url'] === 'string' ? button['url'] : undefined,
        disabled: button['disabled'] === true,
        style: Number(button['style']),
      }))
  }

  get selects(): readonly ShownSelect[] {
    return this.#tree()
      .filter((component) => [3, 5, 6, 7, 8].includes(Number(component['type'])))
      .map((select) => ({
        customId: String(select['custom_id']),
        type: Number(select['type']),
        placeholder: textOf(select['placeholder']),
        disabled: select['disabled'] === true,
        options: objectsIn(select['options']).map((option) => ({
          label: String(option['label']),
          value: String(option['value']),
          description: typeof option['description'] === 'string' ? option['description'] : undefined,
        })),
      }))
  }

  /** As the REST API would answer it now. */
  get wire(): JsonObject {
    return messageToWire(this.#backend, this.#record)
  }

  /**
   * Waits until the message, as it changes, fits.
   * @throws Error after `timeoutMs` of the simulator's clock, default 10,000
   */
  async until(fits: (message: this) => boolean, timeoutMs?: number): Promise<this> {
    const what = (): string => `a change of the message, which says ${JSON.stringify(this.text)}`
    return this.#backend.events.until(what, () => (fits(this) ? this : undefined), timeoutMs)
  }

  #tree(): JsonObject[] {
    return Array.from(walkComponents(this.#record.components))
  }

  #file(attachment: AttachmentRecord): ShownFile {
    return {
      id: attachment.id,
      filename: attachment.filename,
      contentType: attachment.contentType,
      bytes: attachment.bytes,
      description: attachment.description,
      spoiler: attachment.filename.startsWith('SPOILER_'),
      width: attachment.width,
      height: attachment.height,
      url: this.#backend.cdn.sign(attachment),
    }
  }

  #image(item: JsonObject): ShownImage {
    const media = isObject(item['media']) ? item['media'] : {}
    const file = this.files.find((one) => one.id === media['attachment_id'])
    return {
      alt: typeof item['description'] === 'string' ? item['description'] : null,
      spoiler: item['spoiler'] === true,
      file,
      url: file?.url ?? String(media['url']),
    }
  }
}

function emojiName(emoji: unknown): string {
  return isObject(emoji) && typeof emoji['name'] === 'string' ? emoji['name'] : ''
}
