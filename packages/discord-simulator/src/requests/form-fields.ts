import { isAbsent } from '../json.ts'
import type { FormErrors, FormPath } from './form-errors.ts'

/** Checks of single fields with Discord's codes and sentences. Each returns the value when it is usable. */

export function stringField(
  errors: FormErrors,
  path: FormPath,
  value: unknown,
  rule: { readonly min?: number; readonly max: number; readonly required?: boolean },
): string | undefined {
  if (isAbsent(value)) {
    if (rule.required) errors.add(path, 'BASE_TYPE_REQUIRED', 'This field is required')
    return undefined
  }
  if (typeof value !== 'string') {
    errors.add(path, 'STRING_TYPE_CONVERT', `Could not interpret "${JSON.stringify(value)}" as string.`)
    return undefined
  }
  const length = Array.from(value).length
  const min = rule.min ?? 0
  if (length >= min && length <= rule.max) return value
  if (min > 0 && length === 0 && rule.required) errors.add(path, 'BASE_TYPE_REQUIRED', 'This field is required')
  else if (min > 0) errors.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${rule.max} in length.`)
  else errors.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${rule.max} or fewer in length.`)
  return undefined
}

export function integerField(
  errors: FormErrors,
  path: FormPath,
  value: unknown,
  rule: { readonly min: number; readonly max: number; readonly required?: boolean },
): number | undefined {
  if (isAbsent(value)) {
    if (rule.required) errors.add(path, 'BASE_TYPE_REQUIRED', 'This field is required')
    return undefined
  }
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    errors.add(path, 'NUMBER_TYPE_COERCE', `Value "${JSON.stringify(value)}" is not int.`)
    return undefined
  }
  if (value < rule.min) errors.add(path, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${rule.min}.`)
  else if (value > rule.max)
    errors.add(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${rule.max}.`)
  else return value
  return undefined
}

export function booleanField(errors: FormErrors, path: FormPath, value: unknown): boolean | undefined {
  if (isAbsent(value)) return undefined
  if (typeof value === 'boolean') return value
  errors.add(path, 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.')
  return undefined
}

export function listField(
  errors: FormErrors,
  path: FormPath,
  value: unknown,
  rule: { readonly min?: number; readonly max: number; readonly required?: boolean },
): readonly unknown[] | undefined {
  if (isAbsent(value)) {
    if (rule.required) errors.add(path, 'BASE_TYPE_REQUIRED', 'This field is required')
    return undefined
  }
  if (!Array.isArray(value)) {
    errors.add(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')
    return undefined
  }
  const min = rule.min ?? 0
  if (value.length >= min && value.length <= rule.max) return value as unknown[]
  if (min > 0) errors.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${rule.max} in length.`)
  else errors.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${rule.max} or fewer in length.`)
  return undefined
}

export function urlField(
  errors: FormErrors,
  path: FormPath,
  value: unknown,
  rule: { readonly max: number; readonly schemes: readonly string[]; readonly required?: boolean },
): void {
  const url = stringField(errors, path, value, { min: 1, max: rule.max, required: rule.required ?? false })
  if (url === undefined) return
  const scheme = /^([a-z]+):\/\/./iu.exec(url)?.[1]?.toLowerCase()
  if (scheme === undefined) errors.add(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.')
  else if (!rule.schemes.includes(scheme)) {
    const schemes = rule.schemes.map((name) => `'${name}'`).join(', ')
    const message = `Scheme "${scheme}" is not supported. Scheme must be one of (${schemes}).`
    errors.add(path, 'URL_TYPE_INVALID_SCHEME', message)
  }
}
