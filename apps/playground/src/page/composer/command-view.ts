import { html, nothing, type TemplateResult } from 'lit'
import { ifDefined } from 'lit/directives/if-defined.js'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import { localized, optionTypes, type WireOption } from '../discord/wire.ts'
import { openOptions, type Draft, type Field } from './draft.ts'
import { listId, suggestionId } from './suggestions-view.ts'

export interface CommandViewParts {
  readonly draft: Draft
  readonly focused: number
  readonly locale: string
  readonly isOpen: boolean
  readonly active: number
  readonly onFocus: (index: number) => void
  readonly onText: (index: number, text: string) => void
  readonly onFile: (index: number, file: File) => void
  readonly onKey: (event: KeyboardEvent) => void
  readonly onAdd: (option: WireOption) => void
  readonly onRemove: (index: number) => void
  readonly onCancel: () => void
}

/** A command with its options as fields, and those that could be added. */
export function commandView(parts: CommandViewParts): TemplateResult {
  const { draft, focused, locale } = parts
  const describe = ({ description, description_localizations: typed }: WireOption): string =>
    localized(description, typed, locale)
  const name = ({ name: plain, name_localizations: typed }: WireOption): string => localized(plain, typed, locale)
  const current = draft.fields[focused]
  const option = current?.option
  const canLeaveOut = parts.isOpen && current?.text === '' && option?.required !== true
  const open = openOptions(draft)
  return html`
    <div class="line-of-words command">
      <span class="command-name">/${draft.entry.label}</span>
      ${repeat(
        draft.fields,
        (field) => field.option.name,
        (field, index) =>
          html`<label class="option">
            <span>${name(field.option)}</span>
            ${field.option.type === optionTypes.attachment ? fileView(field, index, parts) : textView(field, index, parts)}
            ${
              field.option.required === true
                ? nothing
                : html`<button
                    type="button"
                    class="link"
                    tabindex="-1"
                    aria-label=${`Remove ${name(field.option)}`}
                    @click=${() => parts.onRemove(index)}
                  >
                    ✕
                  </button>`
            }
          </label>`,
      )}
      <button type="button" class="link cancel" aria-label="Cancel the command" @click=${parts.onCancel}>Esc</button>
      <button type="submit" id="send" class="send" aria-label="Send">➤</button>
    </div>
    <div class="options">
      <span class="about"
        >${option ? html`<b>${name(option)}</b> ${describe(option)}${canLeaveOut ? ' · Esc leaves it out' : ''}` : draft.entry.description}</span
      >
      ${
        open.length === 0
          ? nothing
          : html`<span class="more" role="group" aria-label="Add an option"
              >${open.map((one) => html`<button type="button" title=${describe(one)} @click=${() => parts.onAdd(one)}>+ ${name(one)}</button>`)}</span
            >`
      }
    </div>
  `
}

function textView({ option, text }: Field, index: number, parts: CommandViewParts): TemplateResult {
  const { isOpen, active, focused } = parts
  const isActive = isOpen && index === focused
  return html`<input
    id=${`field-${index}`}
    type="text"
    role="combobox"
    aria-expanded=${isActive}
    aria-controls=${listId}
    aria-activedescendant=${ifDefined(isActive && active >= 0 ? suggestionId(active) : undefined)}
    inputmode=${option.type === optionTypes.integer ? 'numeric' : 'text'}
    size=${option.type === optionTypes.string && option.autocomplete !== true ? 36 : 14}
    maxlength=${option.max_length ?? 6000}
    autocomplete="off"
    .value=${live(text)}
    @focus=${() => parts.onFocus(index)}
    @input=${(event: InputEvent) => parts.onText(index, (event.currentTarget as HTMLInputElement).value)}
    @keydown=${parts.onKey}
  />`
}

function fileView({ text }: Field, index: number, parts: CommandViewParts): TemplateResult {
  const onFile = (event: Event): void => {
    const [file] = (event.currentTarget as HTMLInputElement).files ?? []
    if (file) parts.onFile(index, file)
  }
  return html`<input
      id=${`field-${index}`}
      type="file"
      accept="image/*"
      @focus=${() => parts.onFocus(index)}
      @change=${onFile}
    />${text === '' ? nothing : html`<small>${text}</small>`}`
}
