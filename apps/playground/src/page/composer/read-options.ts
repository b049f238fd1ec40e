import type { Choice, SentFile } from '../discord/control.ts'
import { optionTypes, type WireOption } from '../discord/wire.ts'
import { toSentFile } from '../discord/to-sent-file.ts'
import { valueOf, type Draft, type Field, type SentValue } from './draft.ts'

type Values = Record<string, Exclude<SentValue, File> | SentFile>
type ChoicesOf = (option: WireOption) => readonly Choice[] | undefined

/** All options of a command that is sent. @throws Error with a sentence for the user */
export async function readOptions({ fields }: Draft, choicesOf: ChoicesOf): Promise<Values> {
  const values: Values = {}
  for (const field of fields) {
    const value = valueOf(field, choicesOf(field.option))
    if (value !== undefined) values[field.option.name] = value instanceof File ? await toSentFile(value) : value
  }
  return values
}

/** While one option is being typed: its text, and the others as far as they make sense yet. Files are not needed. */
export function readOptionsSoFar({ fields }: Draft, typed: Field, choicesOf: ChoicesOf): Values {
  const others = fields.flatMap((field) => {
    if (field === typed || field.option.type === optionTypes.attachment) return []
    const value = valueOrNothing(field, choicesOf)
    return value === undefined || value instanceof File ? [] : [[field.option.name, value] as const]
  })
  return { ...Object.fromEntries(others), [typed.option.name]: typed.text }
}

function valueOrNothing(field: Field, choicesOf: ChoicesOf): SentValue | undefined {
  try {
    return valueOf(field, choicesOf(field.option))
  } catch {
    return undefined
  }
}
