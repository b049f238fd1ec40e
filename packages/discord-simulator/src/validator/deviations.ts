import { branch } from './branch.ts'
import { isObject, type JsonObject } from '../json.ts'

/**
 * Where the preview document and Discord's documentation (or discord.js, which works every day) differ, the document
 * gives way. Every line says why.
 */
interface RequestDeviation {
  readonly schema: string
  readonly fields: Readonly<Record<string, JsonObject>>
  readonly reason: string
}

/** Values that a client sends for an unset flag. */
const unsetFlag: JsonObject = { type: ['boolean', 'null'] }

const requestDeviations: readonly RequestDeviation[] = [
  {
    schema: 'IncomingWebhookUpdateRequestPartial',
    fields: { tts: unsetFlag, enforce_nonce: unsetFlag },
    reason: 'discord.js sends `tts: false` and `enforce_nonce: false` with every message',
  },
  {
    schema: 'IncomingWebhookRequestPartial',
    fields: { enforce_nonce: unsetFlag },
    reason: 'as above',
  },
  {
    schema: 'IncomingWebhookInteractionRequest',
    fields: { enforce_nonce: unsetFlag },
    reason: 'as above',
  },
  {
    schema: 'IncomingWebhookUpdateForInteractionCallbackRequestPartial',
    fields: { tts: unsetFlag, enforce_nonce: unsetFlag },
    reason: 'as above',
  },
  {
    schema: 'MessageEditRequestPartial',
    fields: { tts: unsetFlag, enforce_nonce: unsetFlag },
    reason: 'as above',
  },
  ...[
    'ApplicationCommandCreateRequest',
    'ApplicationCommandUpdateRequest',
    'ApplicationCommandPatchRequestPartial',
  ].map((schema): RequestDeviation => ({
    schema,
    fields: {
      default_member_permissions: { type: ['string', 'integer', 'null'], pattern: '^[0-9]+$', minimum: 0 },
      nsfw: unsetFlag,
    },
    reason: 'the documentation has permissions as a string of bits, and `nsfw`',
  })),
]

/** Applies the deviations to the document's schemas. */
export function applyRequestDeviations(schemas: Readonly<Record<string, JsonObject>>): Record<string, JsonObject> {
  const changed: Record<string, JsonObject> = { ...schemas }
  for (const { schema, fields } of requestDeviations) {
    const target = changed[schema]
    const properties = target?.['properties']
    if (target !== undefined && isObject(properties))
      changed[schema] = { ...target, properties: { ...properties, ...fields } }
  }
  return changed
}

/** Nested errors carry names such as `BASE_TYPE_REQUIRED`, in the documentation and in life; the document says integer. */
export function applyAnswerDeviations(schemas: Readonly<Record<string, JsonObject>>): Record<string, JsonObject> {
  const named = {
    type: 'object',
    properties: { code: { type: ['integer', 'string'] }, message: { type: 'string' } },
    required: ['code', 'message'],
  }
  return {
    ...schemas,
    InnerErrors: {
      type: 'object',
      properties: { _errors: { type: 'array', items: named } },
      additionalProperties: false,
      required: ['_errors'],
    },
    // The document's union fits `{ _errors: [] }` twice.
    ErrorDetails: {
      type: 'object',
      ...branch(
        { required: ['_errors'] },
        { $ref: '#/components/schemas/InnerErrors' },
        { additionalProperties: { $ref: '#/components/schemas/ErrorDetails' } },
      ),
    },
  }
}
