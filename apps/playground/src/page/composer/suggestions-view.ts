import { html, nothing, type TemplateResult } from 'lit'
import type { SuggestionList } from './suggestions.ts'

/** The id of the list, for the field that it belongs to. */
export const listId = 'suggestions'

export function suggestionId(index: number): string {
  return `suggestion-${index}`
}

export function suggestionsView({ items, active }: SuggestionList): TemplateResult {
  return html`<ul class="suggestions" role="listbox" id=${listId} aria-label="Suggestions">
    ${items.map(
      ({ title, detail, choose }, index) =>
        html`<li
          role="option"
          id=${suggestionId(index)}
          aria-selected=${index === active}
          @mousedown=${(event: MouseEvent) => {
            // The field keeps the focus.
            event.preventDefault()
            choose()
          }}
        >
          <b>${title}</b>${detail === '' ? nothing : html` <small>${detail}</small>`}
        </li>`,
    )}
  </ul>`
}
