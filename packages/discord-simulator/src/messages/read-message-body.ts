import { guildOf, type Backend } from '../backend.ts'
import { checkMessageComponents } from '../components/check-message-components.ts'
import { walkComponents } from '../components/component-types.ts'
import { renderComponents } from '../components/render.ts'
import { isAbsent, isObject, listOf, objectsIn, textOf, type JsonObject } from '../json.ts'
import { discordError } from '../requests/errors.ts'
import { stringField } from '../requests/form-fields.ts'
import { FormErrors, type FormPath } from '../requests/form-errors.ts'
import type { UploadedFile } from '../requests/request.ts'
import { fileSizeLimit } from '../state/size-limit.ts'
import type { ChannelRecord } from '../state/world-state.ts'
import { attachFiles } from './attach-files.ts'
import { checkEmbeds, renderEmbeds } from './check-embeds.ts'
import { checkAllowedMentions } from './check-mentions.ts'
import { messageFlags, type AttachmentRecord, type MessageRecord } from '../state/message.ts'

/** What a request makes of a message's visible parts. */
export interface MessageParts {
  content: string
  flags: number
  embeds: JsonObject[]
  components: JsonObject[]
  attachments: AttachmentRecord[]
  /** Everything that is read as markdown, for mentions and AutoMod. */
  text: string
}

export interface ReadBodyInput {
  readonly body: JsonObject
  readonly files: readonly UploadedFile[]
  readonly channel: ChannelRecord
  /** Where the body's fields are in the request, e.g. `['data']`. */
  readonly path: FormPath
  /** The message that is edited. */
  readonly existing?: MessageRecord
  readonly ephemeral: boolean
}

const maxContent = 2000
const settable = messageFlags.suppressEmbeds | messageFlags.suppressNotifications | messageFlags.componentsV2

/** @throws RestError 50035 with all faults, 50006 for an empty message, 40005, 200000 */
export function readMessageBody(backend: Backend, input: ReadBodyInput): MessageParts {
  const { body, path, existing, channel } = input
  const errors = new FormErrors()
  const given = typeof body['flags'] === 'number' ? body['flags'] : 0
  const kept = existing === undefined ? 0 : existing.flags & ~messageFlags.loading
  const flags = kept | (given & settable)
  const v2 = (flags & messageFlags.componentsV2) !== 0

  stringField(errors, [...path, 'content'], body['content'], { max: maxContent })
  checkEmbeds(errors, [...path, 'embeds'], body['embeds'])
  checkAllowedMentions(errors, [...path, 'allowed_mentions'], body['allowed_mentions'])
  checkMessageComponents(errors, [...path, 'components'], body['components'], v2)
  const attachments = attachFiles(backend, errors, [...path, 'attachments'], {
    entries: body['attachments'],
    files: input.files,
    existing: existing?.attachments ?? [],
    channelId: channel.id,
    ephemeral: input.ephemeral,
    sizeLimit: fileSizeLimit(guildOf(backend, channel)),
  })
  const content = 'content' in body ? textOf(body['content']) : (existing?.content ?? '')
  const embeds = 'embeds' in body ? renderEmbeds(objectsIn(body['embeds'])) : (existing?.embeds ?? [])
  if (v2) checkExclusive(errors, path, { content, embeds, body })
  if ('components' in body) checkReferences(errors, [...path, 'components'], body['components'], attachments)
  errors.throwIfAny()

  const components =
    'components' in body
      ? renderComponents(objectsIn(body['components']), attachments, backend.nextId)
      : (existing?.components ?? [])
  const isEmpty = v2
    ? components.length === 0
    : content.trim() === '' && embeds.length === 0 && attachments.length === 0 && components.length === 0
  if (isEmpty && isAbsent(body['poll'])) throw discordError(50006)
  const text = [content, ...textDisplays(components)].join('\n')
  checkAutoMod(backend, channel, text)
  return { content, flags, embeds, components, attachments, text }
}

function textDisplays(components: readonly JsonObject[]): string[] {
  return Array.from(walkComponents(components)).flatMap((component) =>
    component['type'] === 10 && typeof component['content'] === 'string' ? [component['content']] : [],
  )
}

function checkExclusive(
  errors: FormErrors,
  path: FormPath,
  { content, embeds, body }: { content: string; embeds: readonly unknown[]; body: JsonObject },
): void {
  const legacy = { content: content !== '', embeds: embeds.length > 0, poll: !isAbsent(body['poll']) }
  for (const [field, present] of Object.entries(legacy)) {
    if (!present) continue
    const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`
    errors.add([...path, field], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message)
  }
}

function checkReferences(
  errors: FormErrors,
  path: FormPath,
  components: unknown,
  attachments: AttachmentRecord[],
): void {
  const names = new Set(attachments.map((attachment) => attachment.filename))
  for (const component of walkComponents(listOf(components))) {
    const items = objectsIn(component['items']).map((item) => item['media'])
    for (const media of [component['media'], component['file'], ...items]) {
      const url = isObject(media) ? String(media['url']) : ''
      if (!url.startsWith('attachment://') || names.has(url.slice('attachment://'.length))) continue
      const message = `The referenced attachment was not found: ${url}`
      errors.add(path, 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', message)
    }
  }
}

/** @throws RestError 200000 */
function checkAutoMod(backend: Backend, channel: ChannelRecord, text: string): void {
  const lower = text.toLowerCase()
  for (const word of guildOf(backend, channel)?.blockedTerms ?? []) {
    if (lower.includes(word.toLowerCase())) throw discordError(200000)
  }
}
