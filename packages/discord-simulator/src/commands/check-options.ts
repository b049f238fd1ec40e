import { isAbsent, isObject, type JsonObject } from '../json.ts'
import { booleanField, integerField, listField, stringField } from '../requests/form-fields.ts'
import type { FormErrors, FormPath } from '../requests/form-errors.ts'
import { checkDescription, checkLocalizations, checkName } from './check-names.ts'
import { optionTypes } from './option-types.ts'

/** Options of a command, a subcommand (`depth` 2 at most) or a group. */
export function checkOptions(
  errors: FormErrors,
  path: FormPath,
  value: unknown,
  parent?: 'group' | 'subcommand',
): void {
  const options = listField(errors, path, value, { max: 25 }) ?? []
  const names = new Set<unknown>()
  const localNames = new Set<string>()
  let sawOptional = false
  for (const [index, option] of options.entries()) {
    const at = [...path, index]
    if (!isObject(option)) {
      errors.add(at, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
      continue
    }
    checkOption(errors, at, option, parent)
    if (names.has(option['name'])) {
      errors.add([...at, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists')
    }
    names.add(option['name'])
    checkLocalNames(errors, at, option, localNames)
    if (option['required'] === true && sawOptional) {
      const message = 'Required options must be placed before non-required options'
      errors.add(at, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message)
    }
    if (option['required'] !== true) sawOptional = true
  }
  const nested = options.filter((option) => isObject(option) && isNested(option['type']))
  if (nested.length > 0 && nested.length < options.length) {
    const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types'
    errors.add(path, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message)
  }
}

/** In each language, too, a name stands for one option. Source: "Application Commands", localization. */
function checkLocalNames(errors: FormErrors, path: FormPath, option: JsonObject, taken: Set<string>): void {
  const names = option['name_localizations']
  if (!isObject(names)) return
  for (const [locale, name] of Object.entries(names)) {
    const key = `${locale} ${String(name)}`
    if (taken.has(key)) {
      const at = [...path, 'name_localizations', locale]
      errors.add(at, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists')
    }
    taken.add(key)
  }
}

function isNested(type: unknown): boolean {
  return type === optionTypes.subcommand || type === optionTypes.group
}

function checkOption(errors: FormErrors, path: FormPath, option: JsonObject, parent?: 'group' | 'subcommand'): void {
  checkName(errors, path, option)
  checkDescription(errors, path, option)
  const type = integerField(errors, [...path, 'type'], option['type'], { min: 1, max: 11, required: true })
  if (type === undefined) return
  if (isNested(type)) {
    const mayNest = parent === undefined || (parent === 'group' && type === optionTypes.subcommand)
    if (!mayNest) {
      errors.add([...path, 'type'], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Sub-commands cannot be nested here')
      return
    }
    checkOptions(errors, [...path, 'options'], option['options'], type === optionTypes.group ? 'group' : 'subcommand')
    return
  }
  booleanField(errors, [...path, 'required'], option['required'])
  checkRange(errors, path, option, type)
  checkChoiceList(errors, path, option, type)
}

function checkRange(errors: FormErrors, path: FormPath, option: JsonObject, type: number): void {
  const text = type === optionTypes.string
  const min = integerField(errors, [...path, 'min_length'], option['min_length'], { min: 0, max: 6000 })
  const max = integerField(errors, [...path, 'max_length'], option['max_length'], { min: 1, max: 6000 })
  if (!text && (min !== undefined || max !== undefined)) {
    errors.add(path, 'APPLICATION_COMMAND_OPTION_LENGTH_INVALID', 'Only string options have a length')
  }
  if (min !== undefined && max !== undefined && min > max) {
    errors.add([...path, 'min_length'], 'APPLICATION_COMMAND_OPTION_RANGE_INVALID', 'min_length exceeds max_length')
  }
  const [from, to] = [option['min_value'], option['max_value']]
  if (typeof from === 'number' && typeof to === 'number' && from > to) {
    errors.add([...path, 'min_value'], 'APPLICATION_COMMAND_OPTION_RANGE_INVALID', 'min_value exceeds max_value')
  }
}

function checkChoiceList(errors: FormErrors, path: FormPath, option: JsonObject, type: number): void {
  const autocomplete = booleanField(errors, [...path, 'autocomplete'], option['autocomplete']) ?? false
  const at = [...path, 'choices']
  const choices = listField(errors, at, option['choices'], { max: 25 }) ?? []
  if (isAbsent(option['choices']) && !autocomplete) return
  const mayChoose = type === optionTypes.string || type === optionTypes.integer || type === optionTypes.number
  if (!mayChoose && (choices.length > 0 || autocomplete)) {
    const message = 'This type of option has neither choices nor autocomplete'
    errors.add(at, 'APPLICATION_COMMAND_OPTION_CHOICES_INVALID', message)
    return
  }
  if (autocomplete && choices.length > 0) {
    const message = 'Autocomplete and choices are mutually exclusive'
    errors.add([...path, 'autocomplete'], 'APPLICATION_COMMAND_AUTOCOMPLETE_OPTION_CHOICES_EXCLUSIVE', message)
  }
  const seen = { name: new Set<unknown>(), value: new Set<unknown>() }
  for (const [index, choice] of choices.entries()) {
    if (!isObject(choice)) {
      errors.add([...at, index], 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
      continue
    }
    stringField(errors, [...at, index, 'name'], choice['name'], { min: 1, max: 100, required: true })
    checkLocalizations(errors, [...at, index, 'name_localizations'], choice['name_localizations'], 100)
    checkChoiceValue(errors, [...at, index, 'value'], choice['value'], type)
    for (const field of ['name', 'value'] as const) {
      if (seen[field].has(choice[field])) {
        const code = `APPLICATION_COMMAND_OPTIONS_CHOICE_${field.toUpperCase()}_ALREADY_EXISTS`
        errors.add([...at, index, field], code, `Option choice ${field} already exists`)
      }
      seen[field].add(choice[field])
    }
  }
}

function checkChoiceValue(errors: FormErrors, path: FormPath, value: unknown, type: number): void {
  if (type === optionTypes.string) stringField(errors, path, value, { min: 1, max: 100, required: true })
  else if (typeof value !== 'number' || (type === optionTypes.integer && !Number.isInteger(value))) {
    errors.add(path, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not a number of this option's type.`)
  }
}
