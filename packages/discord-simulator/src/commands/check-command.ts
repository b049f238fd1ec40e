import { isAbsent, isObject, objectsIn, type JsonObject } from '../json.ts'
import { booleanField, integerField, listField, stringField } from '../requests/form-fields.ts'
import type { FormErrors, FormPath } from '../requests/form-errors.ts'
import { checkOptions } from './check-options.ts'
import { checkDescription, checkLocalizations, checkName } from './check-names.ts'

/** Names, descriptions and choice values of a command together. Source: Discord's documentation. */
const maxSize = 8000

/** Rules for one command, as Discord applies them at registration. */
export function checkCommand(errors: FormErrors, path: FormPath, command: JsonObject): void {
  const type = command['type'] ?? 1
  if (type !== 1 && type !== 2 && type !== 3) {
    errors.add([...path, 'type'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3}.')
    return
  }
  if (type === 1) {
    checkName(errors, path, command)
    checkDescription(errors, path, command)
    checkOptions(errors, [...path, 'options'], command['options'])
  } else {
    checkMenu(errors, path, command)
  }
  checkPermissions(errors, [...path, 'default_member_permissions'], command['default_member_permissions'])
  checkSmallSet(errors, [...path, 'contexts'], command['contexts'], 2)
  checkSmallSet(errors, [...path, 'integration_types'], command['integration_types'], 1)
  booleanField(errors, [...path, 'nsfw'], command['nsfw'])
  if (commandSize(command) > maxSize) {
    errors.add(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${maxSize})`)
  }
}

function checkMenu(errors: FormErrors, path: FormPath, command: JsonObject): void {
  stringField(errors, [...path, 'name'], command['name'], { min: 1, max: 32, required: true })
  checkLocalizations(errors, [...path, 'name_localizations'], command['name_localizations'], 32)
  if (!isAbsent(command['description']) && command['description'] !== '') {
    const message = 'Context menu commands cannot have description'
    errors.add([...path, 'description'], 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION', message)
  }
  if (Array.isArray(command['options']) && command['options'].length > 0) {
    const message = 'Context menu commands cannot have options'
    errors.add([...path, 'options'], 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS', message)
  }
}

function checkPermissions(errors: FormErrors, path: FormPath, value: unknown): void {
  if (isAbsent(value) || (typeof value === 'string' && /^\d{1,20}$/u.test(value))) return
  integerField(errors, path, value, { min: 0, max: Number.MAX_SAFE_INTEGER })
}

function checkSmallSet(errors: FormErrors, path: FormPath, value: unknown, max: number): void {
  const items = listField(errors, path, value, { min: 1, max: max + 1 }) ?? []
  for (const [index, item] of items.entries())
    integerField(errors, [...path, index], item, { min: 0, max, required: true })
  if (new Set(items).size !== items.length)
    errors.add(path, 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'The set already contains this value.')
}

/** The longest of all localisations counts for each text. */
function commandSize(holder: JsonObject): number {
  const longest = (text: unknown, localized: unknown): number => {
    const texts = [text, ...(isObject(localized) ? Object.values(localized) : [])]
    return Math.max(...texts.map((one) => (typeof one === 'string' ? one.length : 0)))
  }
  const own =
    longest(holder['name'], holder['name_localizations']) +
    longest(holder['description'], holder['description_localizations']) +
    (typeof holder['value'] === 'string' ? holder['value'].length : 0)
  const children = [...objectsIn(holder['options']), ...objectsIn(holder['choices'])]
  return children.reduce((sum, child) => sum + commandSize(child), own)
}
