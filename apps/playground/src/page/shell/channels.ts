import { html, nothing, type TemplateResult } from 'lit'
import type { Actions } from '../model/actions.ts'
import { avatarOf, nameColour, rankOf } from '../model/people.ts'
import type { State } from '../model/state.ts'

/** The bot's languages. */
const locales: readonly (readonly [locale: string, name: string])[] = [
  ['en-US', 'English'],
  ['de', 'Deutsch'],
  ['fr', 'Français'],
  ['es-ES', 'Español'],
  ['ja', '日本語'],
  ['zh-CN', '中文'],
]

/** Channels, the direct channel with the bot, and who one is. */
export function channelsView(state: State, actions: Actions): TemplateResult {
  const { world, me, channelId } = state
  const [server] = world.guilds
  const direct = world.directChannels.find(({ recipientIds }) => recipientIds.includes(me.id))
  return html`<nav class="places" aria-label="Channels">
    <header>${server?.name ?? 'Server'}</header>
    <div class="channels">
      <h3>Text channels</h3>
      ${(server?.channels ?? []).map(({ id, name }) => channelView(id, html`<span class="mark">#</span> ${name}`, channelId, actions))}
      <h3>Direct messages</h3>
      ${
        direct === undefined
          ? nothing
          : channelView(
              direct.id,
              html`<img src=${avatarOf(world.bot.name, true)} alt="" /> ${world.bot.name}`,
              channelId,
              actions,
            )
      }
    </div>
    <section class="people" aria-label="Who you are">
      <h3>You are</h3>
      <div role="radiogroup" aria-label="Person">
        ${world.users.map(
          ({ id, name }) =>
            html`<button
              type="button"
              role="radio"
              aria-checked=${id === me.id}
              class="person"
              @click=${() => actions.become(id)}
            >
              <img src=${avatarOf(name)} alt="" />
              <span class="name" style=${`color: ${nameColour(server, id) ?? 'inherit'}`}>${name}</span>
              <small>${rankOf(server, id)}</small>
            </button>`,
        )}
      </div>
      <label class="language">
        Language
        <select @change=${(event: Event) => actions.speak((event.currentTarget as HTMLSelectElement).value)}>
          ${locales.map(([locale, name]) => html`<option value=${locale} .selected=${locale === me.locale}>${name}</option>`)}
        </select>
      </label>
    </section>
  </nav>`
}

function channelView(id: string, typed: TemplateResult, current: string, actions: Actions): TemplateResult {
  return html`<button
    type="button"
    class="place"
    aria-current=${id === current ? 'page' : 'false'}
    @click=${() => actions.goTo(id)}
  >
    ${typed}
  </button>`
}
