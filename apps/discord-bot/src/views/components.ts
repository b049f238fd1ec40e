import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIMediaGalleryComponent,
  type APIMediaGalleryItem,
  type APIStringSelectComponent,
  type APITextDisplayComponent,
} from 'discord.js'
import { formatCustomId, type ComponentId } from '../discord/custom-id.ts'
import { cut } from './plain-text.ts'

const styles = { primary: ButtonStyle.Primary, secondary: ButtonStyle.Secondary, danger: ButtonStyle.Danger } as const

/** What all texts of a message may have together. Source: "Component Reference", text display. */
const maxTextLength = 4000

export function textBlock(lines: readonly (string | undefined)[]): APITextDisplayComponent {
  const content = lines.filter(Boolean).join('\n')
  return {
    type: ComponentType.TextDisplay,
    content: content.length > maxTextLength ? `${cut(content, maxTextLength - 1)}…` : content,
  }
}

/** Small and grey. */
export function smallPrint(parts: readonly (string | undefined)[]): string {
  return `-# ${parts.filter(Boolean).join(' · ')}`
}

export function gallery(items: readonly APIMediaGalleryItem[]): APIMediaGalleryComponent {
  return { type: ComponentType.MediaGallery, items: [...items] }
}

/** At most five. */
export function row(
  ...components: (APIButtonComponent | APIStringSelectComponent)[]
): APIActionRowComponent<APIButtonComponent | APIStringSelectComponent> {
  return { type: ComponentType.ActionRow, components }
}

export function button(
  id: ComponentId,
  label: string,
  options: { readonly style?: keyof typeof styles; readonly emoji?: string; readonly disabled?: boolean } = {},
): APIButtonComponent {
  const { style = 'secondary', emoji, disabled } = options
  return {
    type: ComponentType.Button,
    style: styles[style],
    label,
    custom_id: formatCustomId(id),
    ...(emoji !== undefined && { emoji: { name: emoji } }),
    ...(disabled !== undefined && { disabled }),
  }
}

export function select(
  id: ComponentId,
  placeholder: string,
  options: readonly { readonly label: string; readonly value: string }[],
): APIStringSelectComponent {
  return { type: ComponentType.StringSelect, custom_id: formatCustomId(id), placeholder, options: [...options] }
}
