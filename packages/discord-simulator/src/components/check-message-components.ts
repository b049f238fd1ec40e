import { listField } from '../requests/form-fields.ts'
import type { FormErrors, FormPath } from '../requests/form-errors.ts'
import { checkLayout } from './check-layout.ts'
import { walkComponents } from './component-types.ts'

const maxComponents = 40
const maxTextLength = 4000

/** All rules for the `components` of a message. */
export function checkMessageComponents(errors: FormErrors, path: FormPath, value: unknown, v2: boolean): void {
  const components = listField(errors, path, value, { max: v2 ? maxComponents : 5 })
  if (components === undefined) return
  checkLayout(errors, path, components, v2)
  checkWhole(errors, path, components)
}

/** Limits that hold over the whole tree. */
function checkWhole(errors: FormErrors, path: FormPath, components: readonly unknown[]): void {
  const all = Array.from(walkComponents(components))
  if (all.length > maxComponents) {
    const message = `The total number of components cannot exceed ${maxComponents}`
    errors.add(path, 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message)
  }
  const text = all.flatMap((component) => (component['type'] === 10 ? [component['content']] : []))
  const length = text.reduce<number>((sum, part) => sum + (typeof part === 'string' ? Array.from(part).length : 0), 0)
  if (length > maxTextLength) {
    const message = `The total displayable text size of all components cannot exceed ${maxTextLength}`
    errors.add(path, 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message)
  }
  checkUnique(
    errors,
    path,
    all,
    'custom_id',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
    'Component custom id cannot be duplicated',
  )
  checkUnique(errors, path, all, 'id', 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated')
}

export function checkUnique(
  errors: FormErrors,
  path: FormPath,
  all: readonly Readonly<Record<string, unknown>>[],
  field: 'custom_id' | 'id',
  code: string,
  message: string,
): void {
  const seen = new Set<unknown>()
  for (const component of all) {
    const value = component[field]
    // An id of 0 asks Discord to choose one.
    if (value === undefined || value === null || value === 0) continue
    if (seen.has(value)) errors.add([...path, field], code, message)
    seen.add(value)
  }
}
