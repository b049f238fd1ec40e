import type { Backend } from '../backend.ts'
import { isObject, objectsIn, textOf, type JsonObject } from '../json.ts'
import { ActorError } from './actor-error.ts'
import { resolveUpload, type Upload } from './option-values.ts'

/** A text, chosen values, or files. */
export type ModalValue = string | readonly string[] | readonly Upload[]

/** Fills a modal as Discord's client would let a user do it, in the form that a submission has. */
export function fillModal(
  backend: Backend,
  channelId: string,
  modal: JsonObject,
  values: Readonly<Record<string, ModalValue>>,
): { readonly components: JsonObject[]; readonly resolved: JsonObject } {
  const resolved: JsonObject = {}
  const open = new Set(Object.keys(values))
  const fill = (input: JsonObject): JsonObject => {
    const customId = String(input['custom_id'])
    open.delete(customId)
    return fillInput(backend, channelId, input, values[customId], resolved)
  }
  const components = objectsIn(modal['components']).map((component, index): JsonObject => {
    const base = { id: component['id'] ?? index + 1, type: component['type'] }
    if (isObject(component['component'])) return { ...base, component: fill(component['component']) }
    if (Array.isArray(component['components']))
      return { ...base, components: objectsIn(component['components']).map(fill) }
    return base
  })
  if (open.size > 0) throw new ActorError(`The modal has no field ${[...open].join(', ')}`)
  return { components, resolved }
}

function fillInput(
  backend: Backend,
  channelId: string,
  input: JsonObject,
  value: ModalValue | undefined,
  resolved: JsonObject,
): JsonObject {
  const base = { id: input['id'] ?? 0, type: input['type'], custom_id: input['custom_id'] }
  const required = input['required'] !== false
  if (input['type'] === 4) return { ...base, value: text(input, value ?? textOf(input['value']), required) }
  const given = typeof value === 'string' ? [value] : (value ?? preset(input))
  const min = Number(input['min_values'] ?? 1)
  const max = Number(input['max_values'] ?? 1)
  const tooFew = given.length < min && (required || given.length > 0)
  if (tooFew || given.length > max) {
    throw new ActorError(`The field "${String(input['custom_id'])}" takes ${min} to ${max} values`)
  }
  const values = given.map((one) => (typeof one === 'string' ? one : resolveUpload(backend, channelId, one, resolved)))
  return { ...base, values }
}

function text(input: JsonObject, value: ModalValue, required: boolean): string {
  const customId = String(input['custom_id'])
  if (typeof value !== 'string') throw new ActorError(`The field "${customId}" is a text`)
  const min = Number(input['min_length'] ?? 0)
  const max = Number(input['max_length'] ?? 4000)
  if (required && value === '') throw new ActorError(`The field "${customId}" is required`)
  if (value.length > max || (value.length < min && value !== '')) {
    throw new ActorError(`The field "${customId}" takes ${min} to ${max} characters`)
  }
  if (input['style'] === 1 && /[\r\n]/u.test(value)) throw new ActorError(`The field "${customId}" takes one line`)
  return value
}

function preset(input: JsonObject): string[] {
  return objectsIn(input['options']).flatMap((option) => (option['default'] === true ? [String(option['value'])] : []))
}
