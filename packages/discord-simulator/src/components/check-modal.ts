import { isObject, type JsonObject } from '../json.ts'
import { booleanField, integerField, listField, stringField } from '../requests/form-fields.ts'
import { FormErrors, type FormPath } from '../requests/form-errors.ts'
import { checkUnique } from './check-message-components.ts'
import { componentTypes, selectTypes, walkComponents } from './component-types.ts'
import { checkCustomId, checkOptions, checkSelectRange } from './single-components.ts'

const topLevel: readonly number[] = [componentTypes.actionRow, componentTypes.textDisplay, componentTypes.label]
const inLabel: readonly number[] = [4, ...selectTypes, 19, 21, 22, 23]

/** Rules for a modal. Source: Discord's documentation, "Modal" and "Label". @throws RestError 50035 */
export function checkModal(data: JsonObject): JsonObject {
  const errors = new FormErrors()
  stringField(errors, ['data', 'custom_id'], data['custom_id'], { min: 1, max: 100, required: true })
  stringField(errors, ['data', 'title'], data['title'], { min: 1, max: 45, required: true })
  const path = ['data', 'components']
  const components = listField(errors, path, data['components'], { min: 1, max: 5, required: true }) ?? []
  for (const [index, component] of components.entries()) checkTop(errors, [...path, index], component)
  const all = Array.from(walkComponents(components))
  checkUnique(
    errors,
    path,
    all,
    'custom_id',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
    'Component custom id cannot be duplicated',
  )
  errors.throwIfAny()
  return data
}

function checkTop(errors: FormErrors, path: FormPath, component: unknown): void {
  if (!isObject(component) || !topLevel.includes(Number(component['type']))) {
    errors.add(
      [...path, 'type'],
      'UNION_TYPE_CHOICES',
      `Value of field "type" must be one of (${topLevel.join(', ')}).`,
    )
    return
  }
  if (component['type'] === componentTypes.textDisplay) {
    stringField(errors, [...path, 'content'], component['content'], { min: 1, max: 4000, required: true })
  } else if (component['type'] === componentTypes.label) {
    checkLabel(errors, path, component)
  } else {
    const inputs = listField(errors, [...path, 'components'], component['components'], {
      min: 1,
      max: 1,
      required: true,
    })
    for (const [index, input] of (inputs ?? []).entries()) {
      const at = [...path, 'components', index]
      if (!isObject(input) || input['type'] !== componentTypes.textInput) {
        errors.add([...at, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (4,).')
        continue
      }
      stringField(errors, [...at, 'label'], input['label'], { min: 1, max: 45, required: true })
      checkInput(errors, at, input)
    }
  }
}

function checkLabel(errors: FormErrors, path: FormPath, label: JsonObject): void {
  stringField(errors, [...path, 'label'], label['label'], { min: 1, max: 45, required: true })
  stringField(errors, [...path, 'description'], label['description'], { min: 1, max: 100 })
  const component = label['component']
  const at = [...path, 'component']
  if (!isObject(component)) {
    errors.add(at, 'BASE_TYPE_REQUIRED', 'This field is required')
    return
  }
  if (!inLabel.includes(Number(component['type']))) {
    errors.add([...at, 'type'], 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${inLabel.join(', ')}).`)
    return
  }
  if (!isAbsentLabel(component))
    errors.add([...at, 'label'], 'TEXT_INPUT_LABEL_IN_LABEL', 'A text input in a label has no label of its own')
  checkInput(errors, at, component)
}

function isAbsentLabel(component: JsonObject): boolean {
  return (
    component['type'] !== componentTypes.textInput || component['label'] === undefined || component['label'] === null
  )
}

function checkInput(errors: FormErrors, path: FormPath, input: JsonObject): void {
  booleanField(errors, [...path, 'required'], input['required'])
  const type = input['type']
  if (type === componentTypes.textInput) {
    checkCustomId(errors, path, input)
    integerField(errors, [...path, 'style'], input['style'], { min: 1, max: 2, required: true })
    const max = integerField(errors, [...path, 'max_length'], input['max_length'], { min: 1, max: 4000 }) ?? 4000
    const min = integerField(errors, [...path, 'min_length'], input['min_length'], { min: 0, max: 4000 }) ?? 0
    if (min > max)
      errors.add([...path, 'min_length'], 'TEXT_INPUT_INVALID_RANGE', 'min_length must not exceed max_length')
    stringField(errors, [...path, 'value'], input['value'], { max })
    stringField(errors, [...path, 'placeholder'], input['placeholder'], { max: 100 })
  } else if (type === componentTypes.fileUpload) {
    checkCustomId(errors, path, input)
    const min = integerField(errors, [...path, 'min_values'], input['min_values'], { min: 0, max: 10 }) ?? 1
    const max = integerField(errors, [...path, 'max_values'], input['max_values'], { min: 1, max: 10 }) ?? 1
    if (min > max)
      errors.add([...path, 'min_values'], 'FILE_UPLOAD_INVALID_RANGE', 'min_values must not exceed max_values')
  } else if (selectTypes.includes(Number(type))) {
    checkSelectRange(errors, path, input)
    if (type === componentTypes.stringSelect) checkOptions(errors, path, input)
  } else {
    checkCustomId(errors, path, input)
  }
}
