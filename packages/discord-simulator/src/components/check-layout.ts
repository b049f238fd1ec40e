import { isObject, type JsonObject } from '../json.ts'
import { booleanField, integerField, listField } from '../requests/form-fields.ts'
import type { FormErrors, FormPath } from '../requests/form-errors.ts'
import { componentTypes, selectTypes } from './component-types.ts'
import { checkSingleComponent } from './single-components.ts'

const topLevelV2 = [1, 9, 10, 12, 13, 14, 17]
const inContainer = [1, 9, 10, 12, 13, 14]
const inRow = [2, ...selectTypes]

/** Checks the tree of a message's components; `v2` says whether the message has the flag that lifts the old rules. */
export function checkLayout(errors: FormErrors, path: FormPath, components: readonly unknown[], v2: boolean): void {
  for (const [index, component] of components.entries()) {
    checkComponent(errors, [...path, index], component, v2 ? topLevelV2 : [1])
  }
}

function checkComponent(errors: FormErrors, path: FormPath, component: unknown, allowed: readonly number[]): void {
  if (!isObject(component)) {
    errors.add(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
    return
  }
  const type = component['type']
  if (typeof type !== 'number') {
    errors.add([...path, 'type'], 'BASE_TYPE_REQUIRED', 'This field is required')
    return
  }
  if (!allowed.includes(type)) {
    const list = allowed.length === 1 ? `${allowed[0]},` : allowed.join(', ')
    errors.add([...path, 'type'], 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${list}).`)
    return
  }
  integerField(errors, [...path, 'id'], component['id'], { min: 0, max: 2_147_483_647 })
  if (type === componentTypes.actionRow) checkRow(errors, path, component)
  else if (type === componentTypes.section) checkSection(errors, path, component)
  else if (type === componentTypes.container) checkContainer(errors, path, component)
  else checkSingleComponent(errors, path, component)
}

function checkRow(errors: FormErrors, path: FormPath, row: JsonObject): void {
  const at = [...path, 'components']
  const children = listField(errors, at, row['components'], { min: 1, max: 5, required: true }) ?? []
  for (const [index, child] of children.entries()) checkComponent(errors, [...at, index], child, inRow)
  const selects = children.filter((child) => isObject(child) && selectTypes.includes(Number(child['type'])))
  if (selects.length > 0 && children.length > 1) {
    errors.add(at, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified component exceeds the maximum width')
  }
}

function checkSection(errors: FormErrors, path: FormPath, section: JsonObject): void {
  const at = [...path, 'components']
  const texts = listField(errors, at, section['components'], { min: 1, max: 3, required: true }) ?? []
  for (const [index, text] of texts.entries())
    checkComponent(errors, [...at, index], text, [componentTypes.textDisplay])
  const accessory = section['accessory']
  if (accessory === undefined) errors.add([...path, 'accessory'], 'BASE_TYPE_REQUIRED', 'This field is required')
  else checkComponent(errors, [...path, 'accessory'], accessory, [componentTypes.button, componentTypes.thumbnail])
}

function checkContainer(errors: FormErrors, path: FormPath, container: JsonObject): void {
  const at = [...path, 'components']
  booleanField(errors, [...path, 'spoiler'], container['spoiler'])
  integerField(errors, [...path, 'accent_color'], container['accent_color'], { min: 0, max: 0xff_ff_ff })
  const children = listField(errors, at, container['components'], { min: 1, max: 40, required: true }) ?? []
  for (const [index, child] of children.entries()) checkComponent(errors, [...at, index], child, inContainer)
}
