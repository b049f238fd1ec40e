import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { checkRequest } from './check-request.ts'
import {
  editRequestSchema,
  fluxRequestSchema,
  generateRequestSchema,
  type LooseFluxRequest,
} from './request-schemas.ts'

const nine = '1:1 16:9 21:9 3:2 2:3 3:4 4:3 9:16 9:21'

describe('JSON Schema of the request', () => {
  it('to generate has every field with its description and limits', () => {
    expect(z.toJSONSchema(generateRequestSchema)).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
      required: ['prompt'],
      properties: {
        prompt: {
          type: 'string',
          pattern: '\\S',
          description: 'What the image should show, or what should change in it.',
        },
        model: {
          type: 'string',
          // All of them are in models.test.ts.
          enum: expect.arrayContaining(['flux-dev', 'flux-kontext-pro', 'flux-pro-1.1-ultra']),
          description: 'The model. Default: flux-dev to generate, flux-kontext-pro to edit.',
        },
        size: {
          type: 'string',
          pattern: '^\\s*(\\d{1,6})\\s*([xX×*:])\\s*(\\d{1,6})\\s*$',
          description:
            "Pixels such as 1024x768 or a ratio such as 16:9. Default: the shape of the input image, else the model's own.",
        },
        count: {
          type: 'integer',
          minimum: 1,
          description: 'Number of images, from 1. Default 1; an edit makes one.',
        },
        callbackUrl: { type: 'string', format: 'uri', description: 'Where the service should POST the result.' },
        extra: {
          type: 'object',
          description: 'Fields that Fluxkit does not know, by their wire names; sent as they are.',
        },
        unchecked: {
          type: 'boolean',
          const: false,
          description: 'Send any action, model and size as they are.',
        },
        allowUnknownModel: { type: 'boolean', const: false, description: 'The older name of unchecked.' },
      },
    })
  })

  it('to edit requires the image and allows one result', () => {
    const schema = z.toJSONSchema(editRequestSchema)
    expect(schema.required).toEqual(['prompt', 'imageUrl'])
    expect(schema.properties).toMatchObject({
      count: { type: 'integer', const: 1 },
      imageUrl: { type: 'string', format: 'uri' },
      imageSize: {
        type: 'object',
        required: ['width', 'height'],
        properties: { width: { type: 'integer', minimum: 1 }, height: { type: 'integer', minimum: 1 } },
      },
    })
  })

  it('of either action tells them apart by `action`', () => {
    expect(z.toJSONSchema(fluxRequestSchema)).toMatchObject({
      oneOf: [
        { properties: { action: { const: 'generate' } }, required: ['action', 'prompt'] },
        { properties: { action: { const: 'edit' } }, required: ['action', 'prompt', 'imageUrl'] },
      ],
    })
  })
})

describe('the request schemas say what is wrong', () => {
  const issuesOf = (schema: z.ZodMiniType, input: unknown): unknown[] =>
    z.safeParse(schema, input).error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? []

  it.each([
    [{}, [['prompt', 'prompt: must be text, not undefined']]],
    [{ prompt: ' ' }, [['prompt', 'prompt: must not be empty']]],
    [
      { prompt: 'a', size: '1:7' },
      [
        [
          'size',
          `size 1:7: flux-dev needs multiples of 32 between 256 and 1440, or 1024x1792, or 1792x1024, or one of the ratios ${nine}; nearest: 9:21`,
        ],
      ],
    ],
    [{ prompt: 'a', sise: '1:1' }, [['', 'sise: not a field of generate; nearest: size']]],
    [{ prompt: 'a', count: 0 }, [['count', 'count 0: must be a whole number from 1; nearest: 1']]],
    [
      { prompt: 'a', extra: { async: 1, strength: undefined } },
      [
        ['extra.async', 'extra async: is decided by Fluxkit'],
        ['extra.strength', 'extra strength: must be a JSON value'],
      ],
    ],
  ])('%j', (input, issues) => {
    expect(issuesOf(generateRequestSchema, input)).toEqual(issues)
  })

  it('about an action that does not exist', () => {
    expect(issuesOf(fluxRequestSchema, { action: 'draw', prompt: 'a' })).toEqual([
      ['action', 'action: must be "generate" or "edit"'],
    ])
  })
})

it('the schemas accept exactly what checkRequest finds nothing wrong with', () => {
  const value = {
    prompt: fc.constantFrom<unknown>('a', '', 7),
    model: fc.constantFrom<unknown>('flux-dev', 'flux-2-pro', 'flux-kontext-max', 'flux-pro-1.1', 'flux-9', 7),
    size: fc.constantFrom<unknown>('1024x1024', '1:1', '4:5', '1024 × 768', '1x1', 'big', 7),
    count: fc.constantFrom<unknown>(1, 2, 0, '1'),
    imageUrl: fc.constantFrom<unknown>('https://a.b/c.png', 'c.png'),
    imageSize: fc.constantFrom<unknown>({ width: 1, height: 1 }, { width: 0, height: 1 }, 'x'),
    callbackUrl: fc.constantFrom<unknown>('https://a.b/c', 'x'),
    extra: fc.constantFrom<unknown>({}, { strength: 1 }, { async: false }, []),
    unchecked: fc.constantFrom<unknown>(false, 'no'),
    other: fc.constantFrom<unknown>(1),
  }
  const request = fc.tuple(fc.constantFrom('generate', 'edit'), fc.record(value, { requiredKeys: ['prompt'] }))
  fc.assert(
    fc.property(request, ([action, fields]) => {
      const input = { action, ...fields }
      expect(z.safeParse(fluxRequestSchema, input).success).toBe(checkRequest(input as LooseFluxRequest).length === 0)
    }),
    { numRuns: 500 },
  )
})
