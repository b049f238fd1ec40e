import { html, nothing, type TemplateResult } from 'lit'
import { ifDefined } from 'lit/directives/if-defined.js'
import { live } from 'lit/directives/live.js'
import { channelTitle } from '../model/channel-title.ts'
import type { State } from '../model/state.ts'
import { listId, suggestionId } from './suggestions-view.ts'

export interface TextViewParts {
  readonly typed: string
  readonly files: readonly File[]
  readonly channelPath: State
  readonly isOpen: boolean
  readonly active: number
  readonly onTyped: (text: string) => void
  readonly onKey: (event: KeyboardEvent) => void
  readonly onFiles: (files: readonly File[]) => void
  readonly onRemoveFile: (index: number) => void
}

/** For a message, or a slash and the beginning of a command. */
export function textView(parts: TextViewParts): TemplateResult {
  const { typed, files, isOpen, active } = parts
  const onFiles = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement
    parts.onFiles(Array.from(input.files ?? []))
    input.value = ''
  }
  return html`
    ${
      files.length === 0
        ? nothing
        : html`<ul class="files" aria-label="Attached files">
            ${files.map(
              ({ name }, index) =>
                html`<li>
                  📎 ${name}
                  <button
                    type="button"
                    class="link"
                    aria-label=${`Remove ${name}`}
                    @click=${() => parts.onRemoveFile(index)}
                  >
                    ✕
                  </button>
                </li>`,
            )}
          </ul>`
    }
    <div class="line-of-words">
      <label class="attach" title="Attach files">
        <input type="file" multiple aria-label="Attach files" @change=${onFiles} />
        <span aria-hidden="true">+</span>
      </label>
      <textarea
        id="words"
        rows="1"
        role="combobox"
        aria-expanded=${isOpen}
        aria-controls=${listId}
        aria-activedescendant=${ifDefined(active < 0 ? undefined : suggestionId(active))}
        aria-label=${`Message ${channelTitle(parts.channelPath)}`}
        placeholder=${`Message ${channelTitle(parts.channelPath)}: type / for commands`}
        autocomplete="off"
        .value=${live(typed)}
        @input=${(event: InputEvent) => parts.onTyped((event.currentTarget as HTMLTextAreaElement).value)}
        @keydown=${parts.onKey}
      ></textarea>
      <button type="submit" id="send" class="send" aria-label="Send">➤</button>
    </div>
  `
}
