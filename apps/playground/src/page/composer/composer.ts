import { html, nothing, type TemplateResult } from 'lit'
import type { Choice, SentFile } from '../discord/control.ts'
import { optionTypes, type WireOption } from '../discord/wire.ts'
import type { State } from '../model/state.ts'
import { toSentFile } from '../discord/to-sent-file.ts'
import { createBotRequests } from './bot-requests.ts'
import { commandView } from './command-view.ts'
import {
  addField,
  fixedChoices,
  openOptions,
  removeField,
  startDraft,
  withField,
  withText,
  type Draft,
} from './draft.ts'
import { commandEntries, findEntries, matchEntry, type CommandEntry } from './entries.ts'
import { readOptions, readOptionsSoFar } from './read-options.ts'
import { fitting, moved, noSuggestions, type Suggestion, type SuggestionList } from './suggestions.ts'
import { suggestionsView } from './suggestions-view.ts'
import { textView } from './text-view.ts'

export interface ComposerHost {
  readonly state: State
  /** The page has to be drawn again. */
  changed(): void
  /** Puts the cursor there once it is drawn. */
  focus(selector: string): void
  notify(problem: string): void
  post(content: string, files: readonly SentFile[]): Promise<void>
  slash(command: string, options: Readonly<Record<string, unknown>>): Promise<void>
  autocomplete(command: string, focused: string, options: Readonly<Record<string, unknown>>): Promise<readonly Choice[]>
}

/** The field at the bottom: messages with files, and commands with their options. */
export interface Composer {
  view(): TemplateResult
  /** Files that were dropped or pasted. */
  takeFiles(files: readonly File[]): void
  reset(): void
}

export function createComposer(host: ComposerHost): Composer {
  const requests = createBotRequests()
  let typed = ''
  let files: readonly File[] = []
  let draft: Draft | undefined
  let focused = 0
  let list: SuggestionList = noSuggestions
  let isSending = false

  const lists = () => {
    const { world } = host.state
    const [server] = world.guilds
    return { users: world.users, channels: server?.channels ?? [], roles: server?.roles ?? [] }
  }
  const choicesOf = (option: WireOption) => fixedChoices(option, host.state.me.locale, lists())

  const entriesNow = (): readonly CommandEntry[] => commandEntries(host.state.commands, host.state.me.locale)

  function update(change: { draft?: Draft | undefined; list?: SuggestionList }): void {
    if ('draft' in change) draft = change.draft
    list = change.list ?? noSuggestions
    host.changed()
  }

  function reset(): void {
    requests.cancel()
    typed = ''
    files = []
    focused = 0
    update({ draft: undefined })
    host.focus('#words')
  }

  function begin(entry: CommandEntry, rest = ''): void {
    typed = ''
    focused = 0
    update({ draft: startDraft(entry, rest) })
    host.focus(draft?.fields.length === 0 ? '#send' : '#field-0')
  }

  function onTyped(text: string): void {
    typed = text
    const entries = entriesNow()
    const match = matchEntry(entries, text)
    if (match) return begin(match.entry, match.rest)
    const found = /^\/[^\n]*$/u.test(text) ? findEntries(entries, text.slice(1)) : []
    const items = found.map((entry) => ({
      title: `/${entry.label}`,
      detail: entry.description,
      choose: () => begin(entry),
    }))
    update({ list: { items, active: items.length > 0 ? 0 : -1 } })
  }

  function suggest(choices: readonly Choice[], index: number): void {
    const items = choices.map(({ name, value }): Suggestion => ({
      title: name,
      detail: '',
      choose: () => {
        if (draft) update({ draft: withField(draft, index, { text: name, chosen: value }) })
      },
    }))
    // As in Discord's client, Enter and Tab take the first one; Esc leaves the field as it is.
    update({ list: { items, active: items.length > 0 ? 0 : -1 } })
  }

  function offer(index: number): void {
    focused = index
    requests.cancel()
    const field = draft?.fields[index]
    if (draft === undefined || field === undefined) return update({})
    const fixed = choicesOf(field.option)
    if (fixed) return suggest(fitting(fixed, field.text), index)
    update({})
    if (field.option.autocomplete !== true || field.chosen !== undefined) return
    const { name } = draft.entry
    const options = readOptionsSoFar(draft, field, choicesOf)
    requests.sendRequest(
      () => host.autocomplete(name, field.option.name, options),
      (answer) => {
        if (answer instanceof Error) host.notify(answer.message)
        else if (focused === index) suggest(answer, index)
      },
    )
  }

  /** What was typed after a slash becomes the command that it names. @throws Error with a sentence for the user */
  function beginTyped(): void {
    const entries = entriesNow()
    // As if a space had been typed behind it.
    const match = matchEntry(entries, `${typed.trim()} `)
    if (match) return begin(match.entry, match.rest.trimEnd())
    const isStarting = host.state.status?.bot === 'starting' && entries.length === 0
    throw new Error(
      isStarting
        ? 'The bot is starting. Its commands will be here in a moment.'
        : 'There is no such command. Type / to see all of them.',
    )
  }

  async function send(): Promise<void> {
    if (isSending) return
    isSending = true
    try {
      if (draft === undefined && /^\/\S/u.test(typed.trim())) beginTyped()
      if (draft) await host.slash(draft.entry.name, await readOptions(draft, choicesOf))
      else if (typed.trim() !== '' || files.length > 0)
        await host.post(typed.trim(), await Promise.all(files.map(toSentFile)))
      else return
      host.notify('')
      reset()
    } catch (error) {
      host.notify(error instanceof Error ? error.message : String(error))
    } finally {
      isSending = false
    }
  }

  function onKey(event: KeyboardEvent): void {
    const { key } = event
    const active = list.items[list.active]
    if (event.isComposing) return
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (list.items.length === 0) return
      event.preventDefault()
      return update({ list: moved(list, key === 'ArrowDown' ? 1 : -1) })
    }
    if ((key === 'Enter' || key === 'Tab') && !event.shiftKey && active) {
      event.preventDefault()
      return active.choose()
    }
    if (key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      return void send()
    }
    if (key === 'Escape') return list.items.length > 0 ? update({}) : reset()
    if (key === 'Backspace' && draft && draft.fields[focused]?.text === '') {
      event.preventDefault()
      drop(focused)
    }
  }

  function drop(index: number): void {
    if (draft === undefined) return
    const next = removeField(draft, index)
    if (next === draft || next.fields.length === 0) return index === 0 ? reset() : undefined
    update({ draft: next })
    host.focus(`#field-${Math.max(0, index - 1)}`)
  }

  function add(option: WireOption): void {
    if (draft === undefined) return
    const next = addField(draft, option)
    update({ draft: next })
    host.focus(`#field-${next.fields.length - 1}`)
  }

  function takeFiles(taken: readonly File[]): void {
    const [first] = taken
    if (first === undefined) return
    if (draft === undefined) {
      files = [...files, ...taken].slice(0, 10)
      return update({})
    }
    const option = openOptions(draft).find(({ type }) => type === optionTypes.attachment)
    const extended = option ? addField(draft, option) : draft
    const index = extended.fields.findIndex((field) => field.option.type === optionTypes.attachment)
    if (index < 0) return host.notify('This command takes no file')
    update({ draft: withField(extended, index, { file: first, text: first.name }) })
  }

  function fieldsView(): TemplateResult {
    if (draft === undefined) {
      return textView({
        typed,
        files,
        channelPath: host.state,
        isOpen: list.items.length > 0,
        active: list.active,
        onTyped,
        onKey,
        onFiles: takeFiles,
        onRemoveFile: (index) => {
          files = files.toSpliced(index, 1)
          update({})
        },
      })
    }
    return commandView({
      draft,
      focused,
      locale: host.state.me.locale,
      isOpen: list.items.length > 0,
      active: list.active,
      onFocus: offer,
      onText: (index, text) => {
        if (draft) draft = withText(draft, index, text)
        offer(index)
      },
      onFile: (index, file) => {
        if (draft) update({ draft: withField(draft, index, { file, text: file.name }) })
      },
      onKey,
      onAdd: add,
      onRemove: drop,
      onCancel: reset,
    })
  }

  return {
    takeFiles,
    reset,
    view: () =>
      html`<form
        class="composer"
        aria-label="Write"
        @submit=${(event: SubmitEvent) => {
          event.preventDefault()
          void send()
        }}
      >
        ${list.items.length > 0 ? suggestionsView(list) : nothing} ${fieldsView()}
      </form>`,
  }
}
