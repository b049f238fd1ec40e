import { localized, optionTypes, type WireOption } from '../discord/wire.ts'
import type { Choice } from '../discord/control.ts'
import type { CommandEntry } from './entries.ts'

/** A command that is being filled in. */
export interface Draft {
  readonly entry: CommandEntry
  readonly fields: readonly Field[]
}

export interface Field {
  readonly option: WireOption
  /** As typed, or the name of what was chosen. */
  readonly text: string
  /** The value of the choice, if it was chosen from a list. */
  readonly chosen?: string | number
  readonly file?: File
}

/** Required options, or the first one where none is: so that typing can begin at once. */
export function startDraft(entry: CommandEntry, text = ''): Draft {
  const required = entry.options.filter((option) => option.required === true)
  const shown = required.length > 0 ? required : entry.options.slice(0, 1)
  return {
    entry,
    fields: shown.map((option, index) => ({
      option,
      text: index === 0 && option.type === optionTypes.string ? text : '',
    })),
  }
}

export function withField(draft: Draft, index: number, change: Partial<Field>): Draft {
  const field = draft.fields[index]
  return field === undefined ? draft : { ...draft, fields: draft.fields.with(index, { ...field, ...change }) }
}

/** What was typed again is no longer what was chosen. */
export function withText(draft: Draft, index: number, text: string): Draft {
  const field = draft.fields[index]
  if (field === undefined) return draft
  const { chosen: _, ...rest } = field
  return { ...draft, fields: draft.fields.with(index, { ...rest, text }) }
}

export function addField(draft: Draft, option: WireOption): Draft {
  return { ...draft, fields: [...draft.fields, { option, text: '' }] }
}

/** Required options stay. */
export function removeField(draft: Draft, index: number): Draft {
  if (draft.fields[index]?.option.required === true) return draft
  return { ...draft, fields: draft.fields.toSpliced(index, 1) }
}

export function openOptions({ entry, fields }: Draft): readonly WireOption[] {
  return entry.options.filter((option) => !fields.some((field) => field.option.name === option.name))
}

/** A fixed list to choose from, if the option has one. */
export function fixedChoices(
  option: WireOption,
  locale: string,
  world: { readonly users: Named; readonly channels: Named; readonly roles: Named },
): readonly Choice[] | undefined {
  const named = (list: Named): Choice[] => list.map(({ id, name }) => ({ name, value: id }))
  switch (option.type) {
    case optionTypes.boolean:
      return [
        { name: 'True', value: 'true' },
        { name: 'False', value: 'false' },
      ]
    case optionTypes.user:
      return named(world.users)
    case optionTypes.channel:
      return named(world.channels)
    case optionTypes.role:
      return named(world.roles)
    case optionTypes.mentionable:
      return [...named(world.users), ...named(world.roles)]
    default:
      return option.choices?.map(({ name, value, name_localizations: names }) => ({
        name: localized(name, names, locale),
        value,
      }))
  }
}

type Named = readonly { readonly id: string; readonly name: string }[]

/** An option's value in the form that the Discord simulator takes; undefined when it is left out. */
export type SentValue = string | number | boolean | { readonly id: string } | File

/**
 * @param choices the fixed list of the option, if it has one
 * @throws Error with a sentence for the user
 */
export function valueOf(
  { option, text, chosen, file }: Field,
  choices: readonly Choice[] | undefined,
): SentValue | undefined {
  if (option.type === optionTypes.attachment) return file
  const typed = text.trim()
  if (typed === '' && chosen === undefined) return undefined
  const named = choices?.find(
    ({ name, value }) => name.toLowerCase() === typed.toLowerCase() || String(value) === typed,
  )
  const value = chosen ?? named?.value
  if (choices !== undefined && value === undefined) throw new Error(`Choose "${option.name}" from the list`)
  switch (option.type) {
    case optionTypes.integer:
    case optionTypes.number: {
      const number = Number(value ?? typed)
      if (Number.isNaN(number)) throw new Error(`The option "${option.name}" is a number`)
      return number
    }
    case optionTypes.boolean:
      return value === 'true'
    case optionTypes.string:
      return value === undefined ? typed : String(value)
    default:
      return { id: String(value) }
  }
}
