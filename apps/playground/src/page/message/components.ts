import { html, nothing, type TemplateResult } from 'lit'
import { styleMap } from 'lit/directives/style-map.js'
import type { MessageView } from '../discord/control.ts'
import { componentTypes as types, type WireComponent } from '../discord/wire.ts'
import type { Actions } from '../model/actions.ts'
import type { State } from '../model/state.ts'
import { fileView } from './files.ts'
import { galleryView } from './images.ts'
import { selectView } from './select.ts'
import { textView } from './text.ts'

type Part = TemplateResult | typeof nothing

/** What a message is made of; unknown kinds say so instead of vanishing. */
export function componentView(component: WireComponent, view: MessageView, state: State, actions: Actions): Part {
  const inner = (list: readonly WireComponent[] | undefined): Part[] =>
    (list ?? []).map((one) => componentView(one, view, state, actions))
  switch (component.type) {
    case types.actionRow:
      return html`<discord-action-row
        >${(component.components ?? []).map((one) => controlView(one, view, state, actions))}</discord-action-row
      >`
    case types.textDisplay:
      return html`<div class="text">${textView(component.content ?? '', state)}</div>`
    case types.mediaGallery: {
      const items = component.items ?? []
      const images = items.map(({ media, description, spoiler }) => ({
        url: media.url,
        alt: description ?? '',
        spoiler: spoiler === true,
        width: media.width,
        height: media.height,
      }))
      return galleryView(images, state, actions)
    }
    case types.thumbnail: {
      const image = {
        url: component.media?.url ?? '',
        alt: component.description ?? '',
        spoiler: component.spoiler === true,
      }
      return html`<div class="thumbnail">${galleryView([image], state, actions)}</div>`
    }
    case types.file:
      return fileView(component.file?.url ?? '', component.name ?? 'file', component.size ?? 0)
    case types.separator:
      return component.divider === false ? html`<div class="gap"></div>` : html`<hr />`
    case types.section:
      return html`<div class="section">
        <div>${inner(component.components)}</div>
        ${component.accessory === undefined ? nothing : accessoryView(component.accessory, view, state, actions)}
      </div>`
    case types.container:
      return html`<div class="container" style=${styleMap({ borderLeftColor: accentOf(component) })}>
        ${inner(component.components)}
      </div>`
    default:
      return html`<p class="hint">Here is a component of type ${component.type}, which this page cannot show.</p>`
  }
}

function accentOf({ accent_color: colour }: WireComponent): string {
  return typeof colour === 'number' ? `#${colour.toString(16).padStart(6, '0')}` : 'transparent'
}

function accessoryView(component: WireComponent, view: MessageView, state: State, actions: Actions): Part {
  if (component.type !== types.button) return componentView(component, view, state, actions)
  return html`<discord-action-row>${controlView(component, view, state, actions)}</discord-action-row>`
}

const buttonTypes: Readonly<Record<number, string>> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'destructive' }

/** A direct child of an action row, as the elements want it. */
function controlView(component: WireComponent, view: MessageView, state: State, actions: Actions): Part {
  if (component.type !== types.button) return selectView(component, view, state, actions)
  const { custom_id: customId, url, label = '', emoji, disabled, style = 2 } = component
  const isBusy = state.started.some(({ messageId, state: of }) => messageId === view.message.id && of === 'waiting')
  const press = (): void => {
    if (customId !== undefined && disabled !== true && !isBusy)
      actions.click(view, customId, label || (emoji?.name ?? ''))
  }
  const typed = emoji?.name ? `${emoji.name} ${label}`.trim() : label
  const isWeb = url !== undefined && /^https?:\/\//u.test(url)
  return isWeb
    ? html`<discord-button url=${url}>${typed}</discord-button>`
    : html`<discord-button
        type=${buttonTypes[style] ?? 'secondary'}
        ?disabled=${disabled === true || isBusy}
        @click=${press}
        >${typed}</discord-button
      >`
}
