import { invalidValue, usageError } from '../errors/program-error.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * One `--field name=value` added to those before it. The value is read as JSON (`seed=7`, `tags=["a"]`, `version="1.0"`);
 * anything that doesn't look like JSON is text (`style=woodcut`).
 */
export function collectField(text: string, before: Fields | undefined): Fields {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (name === '') throw invalidValue('--field', text, ({ t }) => t('usage.field'))
  if (before !== undefined && Object.hasOwn(before, name)) {
    throw usageError(
      ({ t }) => t('usage.fieldTwice', { name }),
      ({ t }) => t('usage.fieldOnce'),
    )
  }
  return { ...before, [name]: readValue(name, value) }
}

function readValue(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Somebody meant JSON and made a mistake: sent as text it could be paid for and ignored.
    if (/^\s*[[{"]/.test(text)) throw usageError(({ t }) => t('usage.fieldJson', { name }))
    return text
  }
}
