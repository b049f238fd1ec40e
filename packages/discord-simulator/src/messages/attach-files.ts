import type { Backend } from '../backend.ts'
import { isAbsent, isObject } from '../json.ts'
import { discordError } from '../requests/errors.ts'
import { listField, stringField } from '../requests/form-fields.ts'
import type { FormErrors, FormPath } from '../requests/form-errors.ts'
import type { UploadedFile } from '../requests/request.ts'
import type { AttachmentRecord } from '../state/message.ts'
import { readImage } from './image-size.ts'

const maxFiles = 10

export interface AttachInput {
  /** `attachments` of the body: descriptions of uploads, and which of the old ones stay. */
  readonly entries: unknown
  readonly files: readonly UploadedFile[]
  readonly existing: readonly AttachmentRecord[]
  readonly channelId: string
  readonly ephemeral: boolean
  /** Bytes a file. */
  readonly sizeLimit: number
}

/**
 * The attachments that a message has after a request. Without `entries` the old ones stay; with them only those listed.
 * @throws RestError 40005 for a file past the limit
 */
export function attachFiles(
  backend: Backend,
  errors: FormErrors,
  path: FormPath,
  input: AttachInput,
): AttachmentRecord[] {
  if (input.files.some((file) => file.bytes.byteLength > input.sizeLimit)) throw discordError(40005)
  const entries = readEntries(errors, path, input)
  const kept = isAbsent(input.entries)
    ? input.existing
    : input.existing.filter((attachment) => entries.has(attachment.id))
  for (const attachment of kept) {
    const entry = entries.get(attachment.id)
    if (entry !== undefined && 'description' in entry) attachment.description = entry.description ?? null
  }
  const uploaded = input.files.map((file) => {
    const entry = entries.get(String(file.index))
    return fileToAttachment(backend, file, {
      channelId: input.channelId,
      ephemeral: input.ephemeral,
      filename: entry?.filename ?? file.filename,
      description: entry?.description ?? null,
    })
  })
  const all = [...kept, ...uploaded]
  if (all.length > maxFiles) errors.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${maxFiles} or fewer in length.`)
  return all
}

interface Entry {
  readonly filename?: string
  readonly description?: string | null
}

function readEntries(errors: FormErrors, path: FormPath, input: AttachInput): Map<string, Entry> {
  const known = new Set([...input.files.map((file) => String(file.index)), ...input.existing.map((one) => one.id)])
  const entries = new Map<string, Entry>()
  for (const [index, entry] of (listField(errors, path, input.entries, { max: maxFiles }) ?? []).entries()) {
    if (!isObject(entry)) {
      errors.add([...path, index], 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
      continue
    }
    const id = String(entry['id'])
    if (isAbsent(entry['id'])) errors.add([...path, index, 'id'], 'BASE_TYPE_REQUIRED', 'This field is required')
    else if (!known.has(id)) {
      errors.add([...path, index], 'ATTACHMENT_NOT_FOUND', `Attachment data "${id}" not found`)
    }
    const filename = stringField(errors, [...path, index, 'filename'], entry['filename'], { min: 1, max: 1024 })
    const description = stringField(errors, [...path, index, 'description'], entry['description'], { max: 1024 })
    entries.set(id, {
      ...(filename !== undefined && { filename }),
      ...('description' in entry && { description: description ?? null }),
    })
  }
  return entries
}

/** What Discord keeps of a file name: letters, digits, dot, dash and underscore. */
function safeName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').slice(-255) || 'unknown'
}

export function fileToAttachment(
  backend: Backend,
  file: Pick<UploadedFile, 'bytes' | 'contentType'>,
  details: { channelId: string; ephemeral: boolean; filename: string; description: string | null },
): AttachmentRecord {
  const image = readImage(file.bytes)
  const attachment: AttachmentRecord = {
    id: backend.nextId(),
    channelId: details.channelId,
    filename: safeName(details.filename),
    bytes: file.bytes,
    contentType: image?.contentType ?? file.contentType,
    ...(image && { width: image.width, height: image.height }),
    description: details.description,
    ephemeral: details.ephemeral,
  }
  backend.cdn.keep(attachment)
  return attachment
}
