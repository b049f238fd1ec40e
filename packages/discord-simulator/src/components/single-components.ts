import { isAbsent, isObject, type JsonObject } from '../json.ts'
import { booleanField, integerField, listField, stringField, urlField } from '../requests/form-fields.ts'
import type { FormErrors, FormPath } from '../requests/form-errors.ts'
import { componentTypes } from './component-types.ts'

/** Rules of the components that hold no others. Source: Discord's documentation, "Component Reference". */
export function checkSingleComponent(errors: FormErrors, path: FormPath, component: JsonObject): void {
  switch (component['type']) {
    case componentTypes.button:
      return checkButton(errors, path, component)
    case componentTypes.stringSelect:
      checkSelectRange(errors, path, component)
      return checkOptions(errors, path, component)
    case componentTypes.userSelect:
    case componentTypes.roleSelect:
    case componentTypes.mentionableSelect:
    case componentTypes.channelSelect:
      return checkSelectRange(errors, path, component)
    case componentTypes.textDisplay:
      stringField(errors, [...path, 'content'], component['content'], { min: 1, max: 4000, required: true })
      return
    case componentTypes.thumbnail:
      return checkMedia(errors, path, component)
    case componentTypes.mediaGallery:
      return checkGallery(errors, path, component)
    case componentTypes.file:
      return checkFile(errors, path, component)
    case componentTypes.separator:
      booleanField(errors, [...path, 'divider'], component['divider'])
      integerField(errors, [...path, 'spacing'], component['spacing'], { min: 1, max: 2 })
      return
    default:
  }
}

export function checkCustomId(errors: FormErrors, path: FormPath, component: JsonObject): void {
  stringField(errors, [...path, 'custom_id'], component['custom_id'], { min: 1, max: 100, required: true })
}

function checkButton(errors: FormErrors, path: FormPath, button: JsonObject): void {
  const style = integerField(errors, [...path, 'style'], button['style'], { min: 1, max: 6, required: true })
  const hasUrl = !isAbsent(button['url'])
  const hasId = !isAbsent(button['custom_id'])
  stringField(errors, [...path, 'label'], button['label'], { max: 80 })
  booleanField(errors, [...path, 'disabled'], button['disabled'])
  checkEmoji(errors, [...path, 'emoji'], button['emoji'])
  if (style === 6) {
    if (isAbsent(button['sku_id'])) errors.add([...path, 'sku_id'], 'BASE_TYPE_REQUIRED', 'This field is required')
    return
  }
  if (style === 5) {
    urlField(errors, [...path, 'url'], button['url'], {
      max: 512,
      schemes: ['http', 'https', 'discord'],
      required: true,
    })
    if (hasId) {
      const message = 'A custom id and url cannot both be specified'
      errors.add(path, 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', message)
    }
  } else if (style !== undefined) {
    checkCustomId(errors, path, button)
    if (hasUrl) {
      errors.add(
        path,
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A custom id and url cannot both be specified',
      )
    }
  }
  if ((isAbsent(button['label']) || button['label'] === '') && isAbsent(button['emoji'])) {
    errors.add(path, 'BUTTON_COMPONENT_INVALID_LABEL', 'A button must have a label or an emoji')
  }
}

export function checkSelectRange(errors: FormErrors, path: FormPath, select: JsonObject): void {
  checkCustomId(errors, path, select)
  stringField(errors, [...path, 'placeholder'], select['placeholder'], { max: 150 })
  booleanField(errors, [...path, 'disabled'], select['disabled'])
  const min = integerField(errors, [...path, 'min_values'], select['min_values'], { min: 0, max: 25 }) ?? 1
  const max = integerField(errors, [...path, 'max_values'], select['max_values'], { min: 1, max: 25 }) ?? 1
  if (min > max) {
    errors.add([...path, 'min_values'], 'SELECT_COMPONENT_INVALID_RANGE', 'min_values must not exceed max_values')
  }
}

export function checkOptions(errors: FormErrors, path: FormPath, select: JsonObject): void {
  const options = listField(errors, [...path, 'options'], select['options'], { min: 1, max: 25, required: true })
  const values = new Set<unknown>()
  for (const [index, option] of (options ?? []).entries()) {
    const at = [...path, 'options', index]
    if (!isObject(option)) {
      errors.add(at, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
      continue
    }
    stringField(errors, [...at, 'label'], option['label'], { min: 1, max: 100, required: true })
    stringField(errors, [...at, 'value'], option['value'], { min: 1, max: 100, required: true })
    stringField(errors, [...at, 'description'], option['description'], { max: 100 })
    booleanField(errors, [...at, 'default'], option['default'])
    checkEmoji(errors, [...at, 'emoji'], option['emoji'])
    if (values.has(option['value'])) {
      errors.add(
        [...at, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      )
    }
    values.add(option['value'])
  }
  const most = select['max_values']
  if (typeof most === 'number' && options !== undefined && most > options.length) {
    const message = `max_values must not exceed the number of options (${options.length})`
    errors.add([...path, 'max_values'], 'SELECT_COMPONENT_INVALID_RANGE', message)
  }
}

function checkGallery(errors: FormErrors, path: FormPath, gallery: JsonObject): void {
  const items = listField(errors, [...path, 'items'], gallery['items'], { min: 1, max: 10, required: true })
  for (const [index, item] of (items ?? []).entries()) {
    const at = [...path, 'items', index]
    if (isObject(item)) checkMedia(errors, at, item)
    else errors.add(at, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
  }
}

function checkMedia(errors: FormErrors, path: FormPath, holder: JsonObject): void {
  stringField(errors, [...path, 'description'], holder['description'], { min: 1, max: 1024 })
  booleanField(errors, [...path, 'spoiler'], holder['spoiler'])
  checkMediaUrl(errors, [...path, 'media'], holder['media'], ['http', 'https', 'attachment'])
}

function checkFile(errors: FormErrors, path: FormPath, file: JsonObject): void {
  booleanField(errors, [...path, 'spoiler'], file['spoiler'])
  checkMediaUrl(errors, [...path, 'file'], file['file'], ['attachment'])
}

function checkMediaUrl(errors: FormErrors, path: FormPath, media: unknown, schemes: readonly string[]): void {
  if (isObject(media)) urlField(errors, [...path, 'url'], media['url'], { max: 2048, schemes, required: true })
  else errors.add(path, 'BASE_TYPE_REQUIRED', 'This field is required')
}

function checkEmoji(errors: FormErrors, path: FormPath, emoji: unknown): void {
  if (isAbsent(emoji)) return
  if (isObject(emoji)) stringField(errors, [...path, 'name'], emoji['name'], { min: 1, max: 32, required: true })
  else errors.add(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
}
