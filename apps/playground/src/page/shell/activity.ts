import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { ActivityEntry } from '../../server/activity.ts'
import type { Actions } from '../model/actions.ts'
import type { State } from '../model/state.ts'

/** What happens underneath: the bot's process, what it requests from Discord, what the validator reports, its log. */
export function activityView(state: State, actions: Actions): TemplateResult {
  const { status, activity } = state
  const isRunning = status?.bot === 'ready' || status?.bot === 'starting'
  return html`<aside class="activity" aria-label="Under the hood">
    <header>
      Under the hood
      <button type="button" class="icon narrow-only" aria-label="Close" @click=${() => actions.openPanel(undefined)}>
        ✕
      </button>
    </header>
    <section class="process">
      <p>
        <span class="lamp ${status?.bot ?? ''}" aria-hidden="true"></span>
        The bot is
        <b data-testid="bot-state">${status?.bot ?? 'unknown'}</b
        >${status?.pid ? html` <small>process ${status.pid}</small>` : nothing}
      </p>
      <div class="buttons">
        <button
          type="button"
          class="danger"
          ?disabled=${!isRunning}
          title="As a power cut would"
          @click=${() => actions.switchBot('kill')}
        >
          Kill −9
        </button>
        <button
          type="button"
          ?disabled=${!isRunning}
          title="As an operator would"
          @click=${() => actions.switchBot('stop')}
        >
          Stop
        </button>
        <button type="button" ?disabled=${isRunning || status === undefined} @click=${() => actions.switchBot('start')}>
          Start
        </button>
      </div>
      <p class="hint">Kill it while it paints, start it again: the image arrives once, and is paid once.</p>
    </section>
    <dl>
      <dt>Discord’s own rules</dt>
      <dd>${validatorText(state)}</dd>
      <dt>Flux sandbox</dt>
      <dd>
        ${status?.submitted ?? 0} submitted, ${status?.chargedCredits ?? 0} credits ·
        <a href=${state.fluxUrl} target="_blank" rel="noopener noreferrer">open</a>
      </dd>
    </dl>
    <ol class="log" aria-label="Log" tabindex="0">
      ${repeat(
        activity.toReversed(),
        (entry) => entry,
        (entry) => html`<li class=${entry.kind}><time>${clock(entry.atMs)}</time> ${entryView(entry)}</li>`,
      )}
    </ol>
  </aside>`
}

function validatorText({ status }: State): string | TemplateResult {
  if (status === undefined) return '…'
  if (status.validator !== 'validating') return 'built-in ones only; the OpenAPI document is not here'
  return status.problems === 0
    ? `${status.validated} requests and answers checked, all fine`
    : html`<b class="bad">${status.problems} of ${status.validated} broke them</b>`
}

function entryView(entry: ActivityEntry): TemplateResult {
  switch (entry.kind) {
    case 'request':
      return html`<b>${entry.method}</b> <span class="route">${entry.route}</span>
        <span class=${entry.status >= 400 || entry.status === 0 ? 'bad' : 'good'}>${entry.status}</span>`
    case 'validation':
      return html`<b class="bad">against the rules</b> ${entry.about}: ${entry.problems.join('; ')}`
    case 'gateway':
      return html`<b>gateway</b> ${entry.online ? 'connected' : 'disconnected'}`
    case 'log':
      return html`<b class=${entry.level >= 40 ? 'bad' : ''}>${entry.message}</b>
        <span class="details">${entry.details}</span>`
  }
}

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

function clock(atMs: number): string {
  return time.format(atMs)
}
