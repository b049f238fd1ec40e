import { isObject, type JsonObject } from '../json.ts'
import { listField, stringField } from '../requests/form-fields.ts'
import { FormErrors } from '../requests/form-errors.ts'

/** Choices of an autocomplete answer. @throws RestError 50035 */
export function checkChoices(data: JsonObject): JsonObject[] {
  const errors = new FormErrors()
  const path = ['data', 'choices']
  const choices = listField(errors, path, data['choices'], { max: 25, required: true }) ?? []
  for (const [index, choice] of choices.entries()) {
    if (!isObject(choice)) {
      errors.add([...path, index], 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
      continue
    }
    stringField(errors, [...path, index, 'name'], choice['name'], { min: 1, max: 100, required: true })
    if (typeof choice['value'] !== 'number') {
      stringField(errors, [...path, index, 'value'], choice['value'], { min: 1, max: 100, required: true })
    }
  }
  errors.throwIfAny()
  return choices.filter(isObject)
}
