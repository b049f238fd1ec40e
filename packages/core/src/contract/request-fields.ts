import {
  type Check,
  exactly,
  isBoolean,
  isKnownModel,
  isLink,
  isSizeLike,
  isWholeFrom1,
  plainObject,
  textLike,
} from './field-checks.ts'
import { type ModelAction, modelRules } from './models.ts'
import type { JsonObject } from './json.ts'
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
  readonly check: Check<unknown>
  /** Replaces `check` on an edit. */
  readonly editCheck?: Check<unknown>
  /** Replaces both when the request says `unchecked`. */
  readonly uncheckedCheck?: Check<unknown>
  /** Says what is wrong with a value that was refused. */
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
export const requestFields = table({
  prompt: {
    wire: 'prompt',
    actions: both,
    required: true,
    check: textLike(/\S/),
    explain: (value) => ({
      message: `prompt: ${typeof value === 'string' ? 'must not be empty' : `must be text, not ${typeof value}`}`,
    }),
  },
  model: {
    wire: 'model',
    actions: both,
    check: isKnownModel,
    uncheckedCheck: textLike(modelIdPattern),
    explain: explainModel,
  },
  size: {
    wire: 'size',
    actions: both,
    check: isSizeLike,
    uncheckedCheck: textLike(/\S/),
    explain: (value) => ({ message: `size ${show(value)}: must be text such as 1024x1024 or 16:9` }),
  },
  count: {
    wire: 'count',
    actions: both,
    check: isWholeFrom1,
    // "Invalid for editing" in the README; a recorded run of the current edition sends 1.
    editCheck: exactly(1),
    uncheckedCheck: isWholeFrom1,
    explain: explainCount,
  },
  imageUrl: {
    wire: 'image_url',
    actions: edit,
    required: true,
    check: isLink,
    explain: (value) => ({
      // The link is not shown: it may carry a signature, and a data: URI is as long as its image.
      message:
        value === undefined
          ? 'imageUrl: is required'
          : 'imageUrl: must be a link that starts with https:// or http://; upload a local image first',
    }),
  },
  callbackUrl: {
    wire: 'callback_url',
    actions: both,
    check: isLink,
    explain: () => ({ message: 'callbackUrl: must be a link that starts with https:// or http://' }),
  },
  imageSize: {
    actions: edit,
    check: plainObject<{ width: number; height: number }>(isImageSize),
    explain: () => ({ message: 'imageSize: must be {width, height} in whole pixels from 1' }),
  },
  extra: {
    actions: both,
    check: plainObject<Record<string, unknown>>(() => true),
    explain: (value) => ({ message: `extra ${show(value)}: must be an object with JSON values` }),
  },
  unchecked: flag('unchecked'),
  allowUnknownModel: flag('allowUnknownModel'),
})

/** The names of all fields of a request, as this package spells them. */
export type RequestFieldName = keyof typeof requestFields

/** What people, agents and JSON Schema read about a field; nothing of it decides anything. */
export interface FieldDocs {
  /** One or two sentences: help texts, tool schemas. */
  readonly description: string
  /** What JSON Schema says of its type and limits. */
  readonly json?: object
  /** Replaces `json` on an edit. */
  readonly editJson?: object
}

/** A function beside the table, so that a browser's bundle, which shows nothing of it, leaves it out. */
export function docsOfFields(): Readonly<Record<RequestFieldName, FieldDocs>> {
  const text = { type: 'string' }
  const whole = { type: 'integer', minimum: 1 }
  const mustBeFalse = { type: 'boolean', const: false }
  return {
    prompt: {
      description: 'What the image should show, or what should change in it.',
      json: { ...text, pattern: '\\S' },
    },
    model: {
      description: 'The model. Default: flux-dev to generate, flux-kontext-pro to edit.',
      json: { ...text, enum: modelIds },
    },
    size: {
      description:
        "Pixels such as 1024x768 or a ratio such as 16:9. Default: the shape of the input image, else the model's own.",
      json: { ...text, pattern: sizePattern.source },
    },
    count: {
      description: 'Number of images, from 1. Default 1; an edit makes one.',
      json: whole,
      editJson: { type: 'integer', const: 1 },
    },
    imageUrl: {
      description: 'A direct http(s) link to the image to edit; the service must be able to fetch it.',
      json: { ...text, format: 'uri' },
    },
    callbackUrl: { description: 'Where the service should POST the result.', json: { ...text, format: 'uri' } },
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

function table<const Lines extends Readonly<Record<string, RequestField>>>(lines: Lines): Lines {
  return lines
}

function flag(name: string) {
  return {
    actions: both,
    check: exactly(false),
    uncheckedCheck: isBoolean,
    explain: (value: unknown): FieldProblem => ({ message: `${name} ${show(value)}: must be true or false` }),
  }
}

function isImageSize({ width, height, ...others }: JsonObject): boolean {
  return isWholeFrom1(width) && isWholeFrom1(height) && Object.keys(others).length === 0
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
