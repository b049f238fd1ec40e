import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Actions } from '../model/actions.ts'
import type { State } from '../model/state.ts'

/** What was begun and is not answered: on its way, or never. */
export function noticesView(state: State, actions: Actions): TemplateResult {
  const here = state.started.filter(({ channelId }) => channelId === state.channelId)
  const isTyping = state.typingUntilMs > Date.now()
  return html`<div class="notices" aria-live="polite">
    ${repeat(
      here,
      ({ interactionId }) => interactionId,
      ({ interactionId, label, state: of }) =>
        of === 'failed'
          ? html`<p class="notice failed">
              <span>⚠️ <b>${label}</b>: The application did not respond.</span>
              <small
                >Only you can see this ·
                <button type="button" class="link" @click=${() => actions.forget(interactionId)}>Dismiss</button></small
              >
            </p>`
          : html`<p class="notice">Sending <b>${label}</b><span class="dots" aria-hidden="true"></span></p>`,
    )}
    ${isTyping ? html`<p class="notice">${state.world.bot.name} is typing<span class="dots" aria-hidden="true"></span></p>` : nothing}
  </div>`
}
