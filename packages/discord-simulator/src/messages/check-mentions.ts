import { isAbsent, isObject } from '../json.ts'
import { listField } from '../requests/form-fields.ts'
import type { FormErrors, FormPath } from '../requests/form-errors.ts'

const kinds = new Set<unknown>(['users', 'roles', 'everyone'])

/** Rules for `allowed_mentions`. */
export function checkAllowedMentions(errors: FormErrors, path: FormPath, value: unknown): void {
  if (isAbsent(value)) return
  if (!isObject(value)) {
    errors.add(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
    return
  }
  const parse = listField(errors, [...path, 'parse'], value['parse'], { max: 3 }) ?? []
  for (const [index, kind] of parse.entries()) {
    if (kinds.has(kind)) continue
    const message = "Value must be one of ('users', 'everyone', 'roles')."
    errors.add([...path, 'parse', index], 'BASE_TYPE_CHOICES', message)
  }
  for (const kind of ['users', 'roles'] as const) {
    const ids = listField(errors, [...path, kind], value[kind], { max: 100 }) ?? []
    for (const [index, id] of ids.entries()) {
      if (/^\d{1,20}$/.test(String(id))) continue
      errors.add([...path, kind, index], 'NUMBER_TYPE_COERCE', `Value "${String(id)}" is not snowflake.`)
    }
    if (ids.length > 0 && parse.includes(kind)) {
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`
      errors.add(path, 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message)
    }
  }
}
