import { html, type TemplateResult } from 'lit'
import { parseMarkdown, type Block, type Inline } from '../discord/markdown.ts'
import { findPerson } from '../model/people.ts'
import type { State } from '../model/state.ts'

type Part = TemplateResult | string

/** Markdown of a message. Words are only ever set as text: lit escapes them. */
export function textView(text: string, state: State): Part[] {
  return parseMarkdown(text).map((block) => blockView(block, state))
}

function blockView(block: Block, state: State): TemplateResult {
  switch (block.kind) {
    case 'quote':
      return html`<discord-quote
        >${block.lines.map((line) => html`<div class="line">${inline(line, state)}</div>`)}</discord-quote
      >`
    case 'subtext':
      return html`<discord-subscript>${inline(block.children, state)}</discord-subscript>`
    case 'heading':
      return html`<div class="heading level-${block.level}" role="heading" aria-level=${block.level + 2}>
        ${inline(block.children, state)}
      </div>`
    case 'bullet':
      return html`<div class="bullet">${inline(block.children, state)}</div>`
    case 'code-block':
      return html`<pre class="code-block">${block.text}</pre>`
    case 'line':
      return html`<div class="line">${inline(block.children, state)}</div>`
  }
}

function inline(inlines: readonly Inline[], state: State): Part[] {
  return inlines.map((one) => inlineView(one, state))
}

function inlineView(one: Inline, state: State): Part {
  const { world, me } = state
  switch (one.kind) {
    case 'text':
      return one.text
    case 'code':
      return html`<discord-code>${one.text}</discord-code>`
    case 'bold':
      return html`<strong>${inline(one.children, state)}</strong>`
    case 'italic':
      return html`<em>${inline(one.children, state)}</em>`
    case 'underline':
      return html`<u>${inline(one.children, state)}</u>`
    case 'strike':
      return html`<s>${inline(one.children, state)}</s>`
    case 'spoiler':
      return html`<details class="spoiler-text">
        <summary>spoiler</summary>
        ${inline(one.children, state)}
      </details>`
    case 'link':
      return html`<a href=${one.url} target="_blank" rel="noopener noreferrer">${inline(one.children, state)}</a>`
    case 'user':
      return html`<discord-mention type="user" ?highlight=${one.id === me.id}
        >${findPerson(world, one.id)?.name ?? 'unknown-user'}</discord-mention
      >`
    case 'role':
      return html`<discord-mention type="role"
        >${world.guilds.flatMap(({ roles }) => roles).find(({ id }) => id === one.id)?.name ?? 'unknown-role'}</discord-mention
      >`
    case 'channel':
      return html`<discord-mention type="channel"
        >${world.guilds.flatMap(({ channels }) => channels).find(({ id }) => id === one.id)?.name ?? 'unknown'}</discord-mention
      >`
    case 'command':
      return html`<discord-mention type="slash">${one.name}</discord-mention>`
    case 'time':
      return timeView(one.atMs, one.style, me.locale)
  }
}

/** Letters of Discord's timestamps. Source: its documentation, "Message Formatting". */
const timeStyles: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
}

function timeView(atMs: number, style: string, locale: string): Part {
  const date = new Date(atMs)
  if (Number.isNaN(date.getTime())) return html`<discord-time>${atMs}</discord-time>`
  const full = new Intl.DateTimeFormat(locale, timeStyles['F']).format(date)
  const shown =
    style === 'R'
      ? relativeTime(atMs, Date.now(), locale)
      : new Intl.DateTimeFormat(locale, timeStyles[style]).format(date)
  return html`<discord-time title=${full}>${shown}</discord-time>`
}

const units: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
]

function relativeTime(atMs: number, nowMs: number, locale: string): string {
  const distanceMs = atMs - nowMs
  const [unit, ms] = units.find(([, size]) => Math.abs(distanceMs) >= size) ?? (['second', 1000] as const)
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(distanceMs / ms), unit)
}
