import { html, nothing, type TemplateResult } from 'lit'
import { ifDefined } from 'lit/directives/if-defined.js'
import { commandLabel } from '../composer/entries.ts'
import type { MessageView } from '../discord/control.ts'
import { localized, type WireAttachment } from '../discord/wire.ts'
import type { Actions } from '../model/actions.ts'
import { avatarOf, nameColour } from '../model/people.ts'
import type { State } from '../model/state.ts'
import { componentView } from './components.ts'
import { fileView } from './files.ts'
import { galleryView } from './images.ts'
import { textView } from './text.ts'

/** Bit of a message that says "thinking". Source: Discord's documentation, "Message Flags". */
const loadingFlag = 128

export function messageView(view: MessageView, state: State, actions: Actions): TemplateResult {
  const { message, ephemeral, command } = view
  const { author, attachments } = message
  const name = author?.global_name ?? author?.username ?? 'unknown'
  const server = state.world.guilds[0]
  const isThinking = (message.flags & loadingFlag) !== 0
  const images = attachments.filter(isImage)
  const user = message.interaction_metadata?.user
  return html`<discord-message
    author=${name}
    avatar=${avatarOf(name, author?.bot)}
    role-color=${ifDefined(nameColour(server, author?.id ?? ''))}
    timestamp=${clock(message.timestamp, state.me.locale)}
    ?bot=${author?.bot === true}
    ?edited=${message.edited_timestamp !== null && author?.bot !== true}
    ?ephemeral=${ephemeral}
    .dismissMessageClicked=${() => actions.dismiss(message.id)}
    data-message=${message.id}
    @contextmenu=${(event: MouseEvent) => {
      if (!state.commands.some(({ type }) => type === 3)) return
      event.preventDefault()
      actions.toggleMenu(message.id)
    }}
  >
    ${
      command !== null && user !== undefined
        ? html`<discord-command
            slot="reply"
            author=${user.username}
            avatar=${avatarOf(user.username)}
            role-color=${nameColour(server, user.id) ?? '#dbdee1'}
            command=${`/${commandLabel(state.commands, command, state.me.locale)}`}
          ></discord-command>`
        : nothing
    }
    ${isThinking ? html`<span class="thinking">${name} is thinking<span class="dots" aria-hidden="true"></span></span>` : nothing}
    ${textView(message.content, state)}
    <div slot="attachments" class="body">
      ${galleryView(
        images.map(({ url, description, filename, width, height }) => ({
          url,
          width,
          height,
          alt: description ?? filename,
          spoiler: filename.startsWith('SPOILER_'),
        })),
        state,
        actions,
      )}
      ${attachments.filter((one) => !isImage(one)).map(({ url, filename, size }) => fileView(url, filename, size))}
    </div>
    <div slot="components" class="body">
      ${message.components.map((one) => componentView(one, view, state, actions))}
    </div>
    <div slot="thread" class="toolbar ${state.menuFor === message.id ? 'open' : ''}">
      ${toolbarView(view, state, actions)}
    </div>
  </discord-message>`
}

function toolbarView(view: MessageView, state: State, actions: Actions): TemplateResult {
  const { id } = view.message
  const entries = state.commands.filter(({ type }) => type === 3)
  const isOpen = state.menuFor === id
  return html`
    ${
      entries.length > 0
        ? html`<button
            type="button"
            aria-haspopup="menu"
            aria-expanded=${isOpen}
            aria-label="Apps"
            title="Apps"
            @click=${() => actions.toggleMenu(isOpen ? undefined : id)}
          >
            ⋯
          </button>`
        : nothing
    }
    ${view.ephemeral ? html`<button type="button" aria-label="Dismiss message" title="Dismiss message" @click=${() => actions.dismiss(id)}>✕</button>` : nothing}
    ${
      isOpen
        ? html`<div class="apps" role="menu">
            <small>Apps</small>
            ${entries.map(
              ({ name, name_localizations: names }) =>
                html`<button type="button" role="menuitem" @click=${() => actions.useMenu(view, name)}>
                  ${localized(name, names, state.me.locale)}
                </button>`,
            )}
          </div>`
        : nothing
    }
  `
}

function isImage({ content_type: type, url }: WireAttachment): boolean {
  return /^image\/(?:png|jpeg|gif|webp)$/u.test(type ?? '') && url !== ''
}

function clock(timestamp: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(timestamp))
}
