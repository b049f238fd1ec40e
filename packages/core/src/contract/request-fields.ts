import type * as z from 'zod/mini'
import {
  exactly,
  isWhole,
  knownModel,
  link,
  plainObject,
  type SchemaErrors,
  sizeLike,
  textLike,
  trueOrFalse,
  wholeFrom1,
} from './field-schemas.ts'
import { type ModelAction, modelRules } from './models.ts'
import type { JsonObject } from './json.ts'
import { issueOf } from './request-issue.ts'
import { nearestWord } from './nearest-word.ts'
import { show } from './show.ts'
import { sizePattern } from './size.ts'

/** What is wrong with a value, and the nearest valid one where there is one. */
export interface FieldProblem {
  readonly message: string
  readonly nearest?: string | undefined
}

/** What decides about one field of a request. */
export interface RequestField {
  /** The vendor's spelling; absent for fields that only core reads. */
  readonly wire?: string
  readonly actions: readonly ModelAction[]
  /** A request without it is refused. */
  readonly required?: true
  readonly schema: z.ZodMiniType
  /** Replaces `schema` on an edit. */
  readonly editSchema?: z.ZodMiniType
  /** Replaces both when the request says `unchecked`. */
  readonly uncheckedSchema?: z.ZodMiniType
  /** Says what is wrong with a value that the schema refused. */
  readonly explain: (value: unknown, action?: string) => FieldProblem
}

const both = ['generate', 'edit'] as const
const edit = ['edit'] as const

const modelIds: readonly string[] = modelRules.map(({ id }) => id)
const modelIdPattern = /^[\w.:/-]{1,128}$/

/**
 * Every field of a request, once: name, wire name, description, limits, actions. Validation, types, JSON Schema and the
 * body that is sent follow from this table. To pass a new field through, add it here.
 */
export const requestFields = {
  prompt: field({
    wire: 'prompt',
    actions: both,
    required: true,
    schema: (errorOf) => textLike(/\S/, errorOf),
    explain: (value) => ({
      message: `prompt: ${typeof value === 'string' ? 'must not be empty' : `must be text, not ${typeof value}`}`,
    }),
  }),
  model: field({
    wire: 'model',
    actions: both,
    schema: knownModel,
    uncheckedSchema: (errorOf) => textLike(modelIdPattern, errorOf),
    explain: explainModel,
  }),
  size: field({
    wire: 'size',
    actions: both,
    schema: sizeLike,
    uncheckedSchema: (errorOf) => textLike(/\S/, errorOf),
    explain: (value) => ({ message: `size ${show(value)}: must be text such as 1024x1024 or 16:9` }),
  }),
  count: field({
    wire: 'count',
    actions: both,
    schema: wholeFrom1,
    // "Invalid for editing" in the README; a recorded run of the current edition sends 1.
    editSchema: (errorOf) => exactly(1, errorOf),
    uncheckedSchema: wholeFrom1,
    explain: explainCount,
  }),
  imageUrl: field({
    wire: 'image_url',
    actions: edit,
    required: true,
    schema: link,
    explain: (value) => ({
      // The link is not shown: it may carry a signature, and a data: URI is as long as its image.
      message:
        value === undefined
          ? 'imageUrl: is required'
          : 'imageUrl: must be a link that starts with https:// or http://; upload a local image first',
    }),
  }),
  callbackUrl: field({
    wire: 'callback_url',
    actions: both,
    schema: link,
    explain: () => ({ message: 'callbackUrl: must be a link that starts with https:// or http://' }),
  }),
  imageSize: field({
    actions: edit,
    schema: (errorOf) => plainObject<{ width: number; height: number }>(isImageSize, errorOf),
    explain: () => ({ message: 'imageSize: must be {width, height} in whole pixels from 1' }),
  }),
  extra: field({
    actions: both,
    schema: (errorOf) => plainObject<Record<string, unknown>>(() => true, errorOf),
    explain: (value) => ({ message: `extra ${show(value)}: must be an object with JSON values` }),
  }),
  unchecked: flag('unchecked'),
  allowUnknownModel: flag('allowUnknownModel'),
}

/** The names of all fields of a request, as this package spells them. */
export type RequestFieldName = keyof typeof requestFields

/** What people, agents and JSON Schema read about a field; nothing of it decides anything. */
export interface FieldDocs {
  /** One or two sentences: help texts, tool schemas. */
  readonly description: string
  /** What JSON Schema says of its limits beyond what zod can express. */
  readonly json?: object
  /** Replaces `json` on an edit. */
  readonly editJson?: object
}

/** A function beside the table, so that a browser's bundle, which shows nothing of it, leaves it out. */
export function docsOfFields(): Readonly<Record<RequestFieldName, FieldDocs>> {
  const whole = { type: 'integer', minimum: 1 }
  const mustBeFalse = { type: 'boolean', const: false }
  return {
    prompt: {
      description: 'What the image should show, or what should change in it.',
      json: { pattern: '\\S' },
    },
    model: {
      description: 'The model. Default: flux-dev to generate, flux-kontext-pro to edit.',
      json: { enum: modelIds },
    },
    size: {
      description:
        "Pixels such as 1024x768 or a ratio such as 16:9. Default: the shape of the input image, else the model's own.",
      json: { pattern: sizePattern.source },
    },
    count: {
      description: 'Number of images, from 1. Default 1; an edit makes one.',
      json: whole,
      editJson: { type: 'integer', const: 1 },
    },
    imageUrl: {
      description: 'A direct http(s) link to the image to edit; the service must be able to fetch it.',
      json: { format: 'uri' },
    },
    callbackUrl: { description: 'Where the service should POST the result.', json: { format: 'uri' } },
    imageSize: {
      description:
        'Width and height in pixels of the image to edit, as it is displayed. An edit without a size keeps its shape.',
      json: {
        type: 'object',
        properties: { width: whole, height: whole },
        required: ['width', 'height'],
        additionalProperties: false,
      },
    },
    extra: {
      description: 'Fields that Fluxkit does not know, by their wire names; sent as they are.',
      json: { type: 'object' },
    },
    unchecked: { description: 'Send any action, model and size as they are.', json: mustBeFalse },
    allowUnknownModel: { description: 'The older name of unchecked.', json: mustBeFalse },
  }
}

/** The same table, to walk over. */
export const fieldEntries: readonly (readonly [RequestFieldName, RequestField])[] = Object.entries(
  requestFields,
) as never

type SchemaBuilder = (errorOf: SchemaErrors) => z.ZodMiniType

interface FieldLine extends Omit<RequestField, 'schema' | 'editSchema' | 'uncheckedSchema'> {
  readonly schema: SchemaBuilder
  readonly editSchema?: SchemaBuilder
  readonly uncheckedSchema?: SchemaBuilder
}

type Built<Line extends FieldLine> = {
  readonly [Key in keyof Line]: Key extends `${string}chema`
    ? Line[Key] extends (errorOf: SchemaErrors) => infer Schema
      ? Schema
      : never
    : Line[Key]
}

function field<const Line extends FieldLine>(line: Line): Built<Line> {
  const errorOf = (action: string): SchemaErrors => ({ error: ({ input }) => messageOf(line.explain(input, action)) })
  const built: RequestField = {
    ...line,
    schema: line.schema(errorOf('generate')),
    ...(line.editSchema && { editSchema: line.editSchema(errorOf('edit')) }),
    ...(line.uncheckedSchema && { uncheckedSchema: line.uncheckedSchema(errorOf('')) }),
  }
  return built as never
}

function messageOf({ message, nearest }: FieldProblem): string {
  return issueOf('', message, nearest).message
}

function flag(name: string) {
  return field({
    actions: both,
    schema: (errorOf) => exactly(false, errorOf),
    uncheckedSchema: trueOrFalse,
    explain: (value) => ({ message: `${name} ${show(value)}: must be true or false` }),
  })
}

function isImageSize({ width, height, ...others }: JsonObject): boolean {
  return isWhole(width) && isWhole(height) && Object.keys(others).length === 0
}

function explainModel(value: unknown): FieldProblem {
  if (typeof value !== 'string' || !modelIdPattern.test(value)) {
    return { message: `model ${show(value)}: must be a model id` }
  }
  const message = `model ${value}: not a known model (${modelIds.join(', ')}); unchecked sends it anyway`
  return { message, nearest: nearestWord(value, modelIds) }
}

function explainCount(value: unknown, action?: string): FieldProblem {
  if (action === 'edit') return { message: 'count: an edit makes one image; leave count out' }
  const nearest = typeof value === 'number' && Number.isFinite(value) ? Math.min(Math.max(1, Math.round(value)), 10) : 1
  return { message: `count ${show(value)}: must be a whole number from 1`, nearest: `${nearest}` }
}
