import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { messageView } from '../message/message.ts'
import { modalView } from '../modal/modal.ts'
import type { Actions } from '../model/actions.ts'
import { activityView } from './activity.ts'
import { lightboxView } from './lightbox.ts'
import { noticesView } from './notices.ts'
import { channelTitle } from '../model/channel-title.ts'
import { channelsView } from './channels.ts'
import { presenceOf, type State } from '../model/state.ts'

/** The whole page. */
export function layout(state: State, actions: Actions, composer: TemplateResult): TemplateResult {
  const { world, panel, isActivityOpen } = state
  const presence = presenceOf(state)
  const shown = state.messages.filter(({ message }) => !state.dismissed.has(message.id))
  return html`<div class="page ${isActivityOpen ? 'with-activity' : ''} ${panel ?? ''}">
    ${channelsView(state, actions)}
    <main>
      <header class="bar">
        <button
          type="button"
          class="icon narrow-only"
          aria-label="Channels and people"
          @click=${() => actions.openPanel('places')}
        >
          ☰
        </button>
        <h1>${channelTitle(state)}</h1>
        <span class="online" data-online=${presence === 'online'} role="status">${world.bot.name} is ${presence}</span>
        <button
          type="button"
          class="plain hood"
          aria-pressed=${isActivityOpen}
          @click=${() => actions.toggleActivity()}
        >
          Under the hood
        </button>
      </header>
      <div class="scroll" tabindex="0" role="log" aria-label="Messages">
        <div class="content">
          <p class="beginning">
            This is <b>${channelTitle(state)}</b>. Discord and the Flux API are simulated on this machine; the bot is
            the real one. Nothing here costs anything.
          </p>
          <discord-messages no-background>
            ${repeat(
              shown,
              ({ message }) => message.id,
              (view) => messageView(view, state, actions),
            )}
          </discord-messages>
          ${noticesView(state, actions)}
        </div>
      </div>
      ${
        state.problem === ''
          ? nothing
          : html`<p class="problem" role="alert">
              ${state.problem} <button type="button" class="link" @click=${() => actions.clearProblem()}>Close</button>
            </p>`
      }
      ${composer}
    </main>
    ${activityView(state, actions)}
    ${panel === undefined ? nothing : html`<button type="button" class="veil" aria-label="Back to the channel" @click=${() => actions.openPanel(undefined)}></button>`}
    ${modalView(state, actions)} ${lightboxView(state, actions)}
  </div>`
}
