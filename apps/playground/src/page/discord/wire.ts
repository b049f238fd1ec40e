/** What the page reads of Discord's own forms; everything else in them is left alone. */

export interface WireUser {
  readonly id: string
  readonly username: string
  readonly global_name?: string | null
  readonly bot?: boolean
}

export interface WireMedia {
  readonly url: string
  readonly width?: number | null
  readonly height?: number | null
}

export interface WireAttachment {
  readonly id: string
  readonly filename: string
  readonly size: number
  readonly url: string
  readonly content_type?: string
  readonly width?: number
  readonly height?: number
  readonly description?: string | null
}

export interface WireEmoji {
  readonly name?: string | null
}

export interface WireSelectOption {
  readonly label: string
  readonly value: string
  readonly description?: string | null
  readonly emoji?: WireEmoji | null
  readonly default?: boolean
}

/** Any component of a message or a modal; `type` says which fields are there. */
export interface WireComponent {
  readonly type: number
  readonly id?: number
  readonly custom_id?: string
  readonly label?: string
  readonly description?: string | null
  readonly style?: number
  readonly emoji?: WireEmoji | null
  readonly url?: string
  readonly disabled?: boolean
  readonly content?: string
  readonly placeholder?: string
  readonly value?: string
  readonly required?: boolean
  readonly min_length?: number
  readonly max_length?: number
  readonly min_values?: number
  readonly max_values?: number
  readonly options?: readonly WireSelectOption[]
  readonly components?: readonly WireComponent[]
  /** The component of a label. */
  readonly component?: WireComponent
  readonly accessory?: WireComponent
  readonly accent_color?: number | null
  readonly spoiler?: boolean
  readonly divider?: boolean
  readonly media?: WireMedia
  readonly items?: readonly {
    readonly media: WireMedia
    readonly description?: string | null
    readonly spoiler?: boolean
  }[]
  readonly file?: WireMedia
  readonly name?: string | null
  readonly size?: number | null
}

/** Source: Discord's documentation, "Component Reference". */
export const componentTypes = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
} as const

export interface WireMessage {
  readonly id: string
  readonly author?: WireUser
  readonly content: string
  readonly timestamp: string
  readonly edited_timestamp: string | null
  readonly flags: number
  readonly attachments: readonly WireAttachment[]
  readonly components: readonly WireComponent[]
  readonly interaction_metadata?: { readonly user?: WireUser; readonly type: number }
  readonly referenced_message?: WireMessage | null
}

export interface WireModal {
  readonly custom_id: string
  readonly title: string
  readonly components: readonly WireComponent[]
}

export interface WireOption {
  readonly type: number
  readonly name: string
  readonly name_localizations?: Localizations
  readonly description: string
  readonly description_localizations?: Localizations
  readonly required?: boolean
  readonly autocomplete?: boolean
  readonly choices?: readonly {
    readonly name: string
    readonly value: string | number
    readonly name_localizations?: Localizations
  }[]
  readonly options?: readonly WireOption[]
  readonly min_value?: number
  readonly max_value?: number
  readonly max_length?: number
}

/** Source: Discord's documentation, "Application Command Option Type". */
export const optionTypes = {
  subcommand: 1,
  subcommandGroup: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const

export interface WireCommand extends Omit<WireOption, 'type' | 'options'> {
  /** 1 chat input, 2 user, 3 message. */
  readonly type: number
  readonly options?: readonly WireOption[]
}

export type Localizations = Readonly<Record<string, string>> | null

/** The words for somebody who reads `locale`. */
export function localized(text: string, translations: Localizations | undefined, locale: string): string {
  return translations?.[locale] ?? text
}
