import { isAbsent, isObject, type JsonObject } from '../json.ts'
import { stringField } from '../requests/form-fields.ts'
import type { FormErrors, FormPath } from '../requests/form-errors.ts'
import { discordLocales } from './locales.ts'

const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

/** `name` and `name_localizations` of a chat command or an option. */
export function checkName(errors: FormErrors, path: FormPath, holder: JsonObject): void {
  const name = stringField(errors, [...path, 'name'], holder['name'], { min: 1, max: 32, required: true })
  if (name !== undefined && !isCommandName(name)) {
    errors.add([...path, 'name'], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
  }
  checkLocalizations(errors, [...path, 'name_localizations'], holder['name_localizations'], 32, isCommandName)
}

function isCommandName(name: string): boolean {
  return namePattern.test(name) && name === name.toLowerCase()
}

export function checkDescription(errors: FormErrors, path: FormPath, holder: JsonObject): void {
  stringField(errors, [...path, 'description'], holder['description'], { min: 1, max: 100, required: true })
  checkLocalizations(errors, [...path, 'description_localizations'], holder['description_localizations'], 100)
}

export function checkLocalizations(
  errors: FormErrors,
  path: FormPath,
  value: unknown,
  max: number,
  isValid: (text: string) => boolean = () => true,
): void {
  if (isAbsent(value)) return
  if (!isObject(value)) {
    errors.add(path, 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType')
    return
  }
  for (const [locale, text] of Object.entries(value)) {
    if (!discordLocales.includes(locale)) {
      errors.add([...path, locale], 'BASE_TYPE_CHOICES', `Value must be one of (${discordLocales.join(', ')}).`)
    }
    const checked = stringField(errors, [...path, locale], text, { min: 1, max })
    if (checked !== undefined && !isValid(checked)) {
      errors.add([...path, locale], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
    }
  }
}
