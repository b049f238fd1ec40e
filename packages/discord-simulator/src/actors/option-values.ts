import type { Backend } from '../backend.ts'
import { optionTypes } from '../commands/option-types.ts'
import { isObject, type JsonObject } from '../json.ts'
import { attachmentToWire } from '../messages/attachment-wire.ts'
import { fileToAttachment } from '../messages/attach-files.ts'
import { userToWire } from '../state/user-wire.ts'
import { ActorError } from './actor-error.ts'

/** A file that a user attaches. */
export interface Upload {
  readonly filename: string
  readonly bytes: Uint8Array
  /** Default: from the bytes, else `application/octet-stream`. */
  readonly contentType?: string
}

/** Ids stand for users, roles and channels. */
export type OptionValue = string | number | boolean | Upload | { readonly id: string }

export interface FilledOptions {
  readonly options: JsonObject[]
  readonly resolved: JsonObject
}

/** Files of users without Nitro. Source: Discord's documentation, "Uploading Files". */
const userUploadLimit = 10 * 1024 * 1024

/**
 * Fills the options of a command as Discord's client would let a user do it.
 * @param focused name of the option that is being typed, for autocomplete: then nothing is required yet
 * @throws ActorError for what the client refuses
 */
export function fillOptions(
  backend: Backend,
  channelId: string,
  definitions: readonly JsonObject[],
  values: Readonly<Record<string, OptionValue>>,
  focused?: string,
): FilledOptions {
  const names = new Set(definitions.map((definition) => definition['name']))
  for (const name of Object.keys(values)) {
    if (!names.has(name)) throw new ActorError(`The command has no option "${name}", only: ${[...names].join(', ')}`)
  }
  const resolved: JsonObject = {}
  const options: JsonObject[] = []
  for (const definition of definitions) {
    const name = String(definition['name'])
    const value = values[name]
    if (value === undefined) {
      if (definition['required'] === true && focused === undefined)
        throw new ActorError(`The option "${name}" is required`)
      continue
    }
    const typed = name === focused
    options.push({
      name,
      type: definition['type'],
      value: typed ? value : wireValue(backend, channelId, definition, value, resolved),
      ...(typed && { focused: true }),
    })
  }
  return { options, resolved }
}

function wireValue(
  backend: Backend,
  channelId: string,
  definition: JsonObject,
  value: OptionValue,
  resolved: JsonObject,
): unknown {
  const name = String(definition['name'])
  const type = definition['type']
  if (type === optionTypes.attachment) return upload(backend, channelId, name, value, resolved)
  if (type === optionTypes.string) return text(definition, value)
  if (type === optionTypes.integer || type === optionTypes.number) return number(definition, value)
  if (type === optionTypes.boolean) {
    if (typeof value !== 'boolean') throw new ActorError(`The option "${name}" is true or false`)
    return value
  }
  if (typeof value !== 'object' || !('id' in value)) throw new ActorError(`The option "${name}" is an id: { id }`)
  const { id } = value
  resolve(backend, type, id, resolved)
  return id
}

function text(definition: JsonObject, value: OptionValue): string {
  const name = String(definition['name'])
  if (typeof value !== 'string') throw new ActorError(`The option "${name}" is a text`)
  if (/[\r\n]/u.test(value))
    throw new ActorError(`The option "${name}" takes one line: Discord's client makes spaces of newlines`)
  const max = Number(definition['max_length'] ?? 6000)
  const min = Number(definition['min_length'] ?? 0)
  if (value.length > max || value.length < min)
    throw new ActorError(`The option "${name}" takes ${min} to ${max} characters`)
  checkChoice(definition, value)
  return value
}

function number(definition: JsonObject, value: OptionValue): number {
  const name = String(definition['name'])
  if (typeof value !== 'number' || (definition['type'] === optionTypes.integer && !Number.isInteger(value))) {
    throw new ActorError(`The option "${name}" is a number`)
  }
  const min = Number(definition['min_value'] ?? Number.NEGATIVE_INFINITY)
  const max = Number(definition['max_value'] ?? Number.POSITIVE_INFINITY)
  if (value < min || value > max) throw new ActorError(`The option "${name}" takes ${min} to ${max}`)
  checkChoice(definition, value)
  return value
}

function checkChoice(definition: JsonObject, value: string | number): void {
  const choices = Array.isArray(definition['choices']) ? definition['choices'].filter(isObject) : []
  if (choices.length === 0 || choices.some((choice) => choice['value'] === value)) return
  const known = choices.map((choice) => String(choice['value'])).join(', ')
  throw new ActorError(`The option "${String(definition['name'])}" takes one of: ${known}`)
}

function upload(backend: Backend, channelId: string, name: string, value: OptionValue, resolved: JsonObject): string {
  if (typeof value !== 'object' || !('bytes' in value)) throw new ActorError(`The option "${name}" is a file`)
  return resolveUpload(backend, channelId, value, resolved)
}

/** @returns the attachment's id. @throws ActorError for a file that the client would not send */
export function resolveUpload(backend: Backend, channelId: string, file: Upload, resolved: JsonObject): string {
  if (file.bytes.byteLength > userUploadLimit) throw new ActorError(`${file.filename} is too large to upload`)
  const source = { bytes: file.bytes, contentType: file.contentType ?? 'application/octet-stream' }
  const details = { channelId, ephemeral: true, filename: file.filename, description: null }
  const attachment = fileToAttachment(backend, source, details)
  resolved['attachments'] = {
    ...(resolved['attachments'] as JsonObject | undefined),
    [attachment.id]: attachmentToWire(backend, attachment),
  }
  return attachment.id
}

function resolve(backend: Backend, type: unknown, id: string, resolved: JsonObject): void {
  const user = backend.world.users.get(id)
  if (user === undefined || (type !== optionTypes.user && type !== optionTypes.mentionable)) return
  resolved['users'] = { ...(resolved['users'] as JsonObject | undefined), [id]: userToWire(user) }
}
