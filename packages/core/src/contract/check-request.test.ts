import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRequest } from './check-request.ts'
import type { LooseFluxRequest } from './request-schemas.ts'

const generate: LooseFluxRequest = { action: 'generate', prompt: 'a white siamese cat' }
const edit: LooseFluxRequest = { action: 'edit', prompt: 'make it night', imageUrl: 'https://example.com/cat.png' }

/** Requests of callers without a compiler. */
const check = (request: unknown): { field: string; message: string; nearest?: string }[] =>
  checkRequest(request as LooseFluxRequest)

const devRule =
  'flux-dev needs multiples of 32 between 256 and 1440, or 1024x1792, or 1792x1024, ' +
  'or one of the ratios 1:1 16:9 21:9 3:2 2:3 3:4 4:3 9:16 9:21'

const messages = (request: unknown): string[] => check(request).map((issue) => issue.message)

describe('checkRequest finds nothing wrong with', () => {
  it.each([
    ['only a prompt', generate],
    ['an edit', edit],
    ['everything that generate knows', { ...generate, model: 'flux-2-pro', size: '64x2048', count: 4 }],
    ['README pixels for FLUX.2', { ...generate, model: 'flux-2-max', size: '2048x1536' }],
    ['a current ratio for FLUX.2', { ...generate, model: 'flux-2-max', size: '16:9' }],
    ['a side of 1792 for flux-dev', { ...generate, size: '1024x1792' }],
    ['a ratio for flux-dev', { ...generate, size: '21:9' }],
    ...['flux-dev', 'flux-pro', 'flux-kontext-pro', 'flux-2-klein', 'flux-2-flex', 'flux-2-pro', 'flux-2-max'].map(
      (model): [string, object] => [`an edit by ${model}`, { ...edit, model, size: '16:9' }],
    ),
    ['the one image of an edit, counted', { ...edit, count: 1 }],
    ['the size of the image to edit', { ...edit, imageSize: { width: 640, height: 480 } }],
    [
      'unknown fields, on purpose',
      { ...generate, extra: { strength: 7, output: { format: 'png' }, tags: ['a', null] } },
    ],
    ['any size, on purpose', { ...generate, model: 'flux-kontext-pro', size: '1000x1000', unchecked: true }],
    ['any action of a model, on purpose', { ...edit, model: 'flux-pro-1.1', count: 2, unchecked: true }],
    ['a callback', { ...generate, callbackUrl: 'http://203.0.113.7:8080/hook?secret=1' }],
    ['a ratio where ratios are meant', { ...edit, model: 'flux-kontext-max', size: '21:9' }],
    ['fields that are there but undefined', { ...edit, count: undefined, size: undefined, mask: undefined }],
    ['an unknown model on purpose', { ...generate, model: 'flux-9', allowUnknownModel: true, size: 'huge' }],
    ['an edit by an unknown model on purpose', { ...edit, model: 'flux-9-edit', allowUnknownModel: true }],
    ['a prompt in any script', { ...generate, prompt: '一只白色的暹罗猫 🐈' }],
  ])('%s', (_name, request) => {
    expect(check(request)).toEqual([])
  })
})

describe('checkRequest refuses', () => {
  it.each<[string, unknown, string, string, string?]>([
    // action
    ['no request', undefined, 'request', 'request: must be an object'],
    ['null', null, 'request', 'request: must be an object'],
    ['a prompt instead of a request', 'a red fox', 'request', 'request: must be an object'],
    ['a list', [generate], 'request', 'request: must be an object'],
    ['the name of another client', { ...generate, n: 2 }, 'n', 'n: not a field of generate; nearest: count', 'count'],
    [
      'a shape by the name of another client',
      { ...generate, aspect_ratio: '1:1' },
      'aspect_ratio',
      'aspect_ratio: not a field of generate; nearest: size',
      'size',
    ],
    ['another action', { ...generate, action: 'draw' }, 'action', 'action draw: must be "generate" or "edit"'],
    // prompt
    ['no prompt', { action: 'generate' }, 'prompt', 'prompt: must be text, not undefined'],
    ['an empty prompt', { ...generate, prompt: '' }, 'prompt', 'prompt: must not be empty'],
    ['a blank prompt', { ...generate, prompt: ' \n' }, 'prompt', 'prompt: must not be empty'],
    ['a prompt that is a number', { ...generate, prompt: 7 }, 'prompt', 'prompt: must be text, not number'],
    // size
    [
      'a size off the grid',
      { ...generate, size: '1000x1000' },
      'size',
      `size 1000x1000: ${devRule}; nearest: 992x992`,
      '992x992',
    ],
    [
      'a ratio that only kontext takes',
      { ...generate, model: 'flux-2-max', size: '4:5' },
      'size',
      'size 4:5: flux-2-max needs multiples of 32 from 64 up, or one of the ratios 1:1 16:9 21:9 3:2 2:3 3:4 4:3 9:16 9:21; nearest: 3:4',
      '3:4',
    ],
    [
      'pixels for an edit by a FLUX.2 model',
      { ...edit, model: 'flux-2-max', size: '1024x768' },
      'size',
      'size 1024x768: flux-2-max needs one of the ratios 1:1 16:9 21:9 3:2 2:3 3:4 4:3 9:16 9:21; nearest: 4:3',
      '4:3',
    ],
    [
      'pixels for a ratio model',
      { ...edit, size: '1024x1024' },
      'size',
      'size 1024x1024: flux-kontext-pro needs one of the ratios 1:1 16:9 21:9 3:2 2:3 3:4 4:3 9:16 9:21 4:5 5:4; nearest: 1:1',
      '1:1',
    ],
    [
      'a size in words',
      { ...generate, size: 'very large' },
      'size',
      `size "very large": ${devRule}; nearest: 1024x1024`,
      '1024x1024',
    ],
    ['an empty size', { ...generate, size: '' }, 'size', `size "": ${devRule}; nearest: 1024x1024`, '1024x1024'],
    ['a size as a number', { ...generate, size: 1024 }, 'size', 'size 1024: must be text such as 1024x1024 or 16:9'],
    [
      'a size as an object',
      { ...generate, size: { width: 1024 } },
      'size',
      'size (object): must be text such as 1024x1024 or 16:9',
    ],
    ['a null size', { ...generate, size: null }, 'size', 'size null: must be text such as 1024x1024 or 16:9'],
    // model
    [
      'an unknown model',
      { ...generate, model: 'flux-def' },
      'model',
      expect.stringMatching(
        /^model flux-def: not a known model \(flux-dev, flux-.*, flux-pro-1\.1-ultra\); unchecked sends it anyway; nearest: flux-dev$/,
      ),
      'flux-dev',
    ],
    [
      'an edit by a model that cannot',
      { ...edit, model: 'flux-pro-1.1' },
      'model',
      expect.stringMatching(
        /^model flux-pro-1\.1: cannot edit; use flux-dev, flux-pro, flux-kontext-pro, .* or flux-[\w.-]+$/,
      ),
      'flux-kontext-pro',
    ],
    [
      'a model that is not an id',
      { ...generate, model: 'flux dev\n' },
      'model',
      'model "flux dev\\n": must be a model id',
    ],
    ['an empty model', { ...generate, model: '' }, 'model', 'model "": must be a model id'],
    ['a null model', { ...generate, model: null }, 'model', 'model null: must be a model id'],
    // count
    ...[0, -1, Number.NaN].map((count): [string, unknown, string, string, string] => [
      `count ${count}`,
      { ...generate, count },
      'count',
      `count ${count}: must be a whole number from 1; nearest: 1`,
      '1',
    ]),
    [
      'half an image',
      { ...generate, count: 2.6 },
      'count',
      'count 2.6: must be a whole number from 1; nearest: 3',
      '3',
    ],
    ['count as text', { ...generate, count: '2' }, 'count', 'count 2: must be a whole number from 1; nearest: 1', '1'],
    ['count as bigint', { ...generate, count: 2n }, 'count', 'count 2: must be a whole number from 1; nearest: 1', '1'],
    ['count on an edit', { ...edit, count: 2 }, 'count', 'count: an edit makes one image; leave count out'],
    ['no count at all on an edit', { ...edit, count: 0 }, 'count', 'count: an edit makes one image; leave count out'],
    // imageSize
    ...[{ width: 0, height: 1 }, { width: 1.5, height: 1 }, { width: 1 }, '640x480', null].map(
      (imageSize): [string, unknown, string, string] => [
        `imageSize ${JSON.stringify(imageSize)}`,
        { ...edit, imageSize },
        'imageSize',
        'imageSize: must be {width, height} in whole pixels from 1',
      ],
    ),
    // on purpose
    ['a word for a flag', { ...generate, unchecked: 'yes' }, 'unchecked', 'unchecked yes: must be true or false'],
    [
      'a model that is not an id, unchecked or not',
      { ...generate, model: 'a b', unchecked: true },
      'model',
      'model "a b": must be a model id',
    ],
    [
      'no size in it, unchecked or not',
      { ...generate, size: ' ', unchecked: true },
      'size',
      'size " ": must be text such as 1024x1024 or 16:9',
    ],
    [
      'a list of unknown fields',
      { ...generate, extra: [1] },
      'extra',
      'extra (object): must be an object with JSON values',
    ],
    ...[
      ['action', 'is decided by Fluxkit'],
      ['async', 'is decided by Fluxkit'],
      ['Async', 'is decided by Fluxkit'],
    ].map(([name = '', why]): [string, unknown, string, string] => [
      `${name} passed through`,
      { ...generate, extra: { [name]: 1 } },
      `extra.${name}`,
      `extra ${name}: ${why}`,
    ]),
    ...[
      ['prompt', 'prompt'],
      ['model', 'model'],
      ['size', 'size'],
      ['count', 'count'],
      ['image_url', 'imageUrl'],
      ['imageUrl', 'imageUrl'],
      ['callback_url', 'callbackUrl'],
      ['callbackurl', 'callbackUrl'],
      ['unchecked', 'unchecked'],
    ].map(([name = '', field = '']): [string, unknown, string, string, string] => [
      `${name} passed through`,
      { ...generate, extra: { [name]: 1 } },
      `extra.${name}`,
      `extra ${name}: is the field ${field} of the request`,
      field,
    ]),
    ...[undefined, () => 1, 1n, Number.NaN, new Date(0), [undefined]].map(
      (value): [string, unknown, string, string] => [
        `${String(value)} passed through`,
        { ...generate, extra: { strength: value } },
        'extra.strength',
        'extra strength: must be a JSON value',
      ],
    ),
    ...['', '__proto__', 'a b', '1st', 'x'.repeat(65)].map((name): [string, unknown, string, string] => [
      `the name ${JSON.stringify(name)} passed through`,
      { ...generate, extra: Object.fromEntries([[name, 1]]) },
      `extra.${name}`,
      expect.stringMatching(/: must be a plain field name$/),
    ]),
    // links
    ['an edit without an image', { ...edit, imageUrl: undefined }, 'imageUrl', 'imageUrl: is required'],
    ...[
      '',
      'cat.png',
      '/home/cat.png',
      'file:///cat.png',
      'ftp://example.com/cat.png',
      ' https://a.b ',
      'https://',
      7,
    ].map((imageUrl): [string, unknown, string, string] => [
      `imageUrl ${JSON.stringify(imageUrl)}`,
      { ...edit, imageUrl },
      'imageUrl',
      'imageUrl: must be a link that starts with https:// or http://; upload a local image first',
    ]),
    [
      'a data: URI',
      { ...edit, imageUrl: 'data:image/png;base64,iVBORw0KGgo=' },
      'imageUrl',
      'imageUrl: must be a link that starts with https:// or http://; upload a local image first',
    ],
    [
      'a callback that is not a link',
      { ...generate, callbackUrl: '' },
      'callbackUrl',
      'callbackUrl: must be a link that starts with https:// or http://',
    ],
    // names
    [
      'a field of the other action',
      { ...generate, imageUrl: 'https://a.b/c' },
      'imageUrl',
      'imageUrl: not a field of generate',
    ],
    [
      "the vendor's spelling",
      { ...generate, callback_url: 'https://a.b/c' },
      'callback_url',
      'callback_url: not a field of generate; nearest: callbackUrl',
      'callbackUrl',
    ],
    [
      'a misspelt field',
      { ...generate, modle: 'flux-dev' },
      'modle',
      'modle: not a field of generate; nearest: model',
      'model',
    ],
    ['a field name with line breaks in it', { ...generate, 'x\ny': 1 }, 'x\ny', '"x\\ny": not a field of generate'],
  ])('%s', (_name, request, field, message, nearest) => {
    expect(check(request)).toEqual([nearest === undefined ? { field, message } : { field, message, nearest }])
  })

  it('everything at once, each in its own sentence', () => {
    expect(messages({ action: 'generate', prompt: '', size: '1x1', count: 0, strength: 1 })).toEqual([
      'strength: not a field of generate',
      'prompt: must not be empty',
      `size 1x1: ${devRule}; nearest: 256x256`,
      'count 0: must be a whole number from 1; nearest: 1',
    ])
  })

  it('a long value without repeating all of it', () => {
    expect(messages({ ...generate, size: 'x'.repeat(5000) })[0]).toHaveLength(
      'size '.length + 41 + `: ${devRule}; nearest: 1024x1024`.length,
    )
  })

  it('a link without repeating it, which may carry a signature', () => {
    expect(messages({ ...edit, imageUrl: 'ftp://user:hunter2@a.b/c?signature=s3cr3t' }).join()).not.toMatch(
      /hunter2|s3cr3t/,
    )
  })
})

describe('checkRequest, given anything', () => {
  const field = fc.constantFrom('prompt', 'model', 'size', 'count', 'imageUrl', 'callbackUrl', 'allowUnknownModel')
  const anything = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withMap: true })

  it('never throws', () => {
    const request = fc.dictionary(fc.oneof(field, fc.string()), anything)
    fc.assert(
      fc.property(fc.constantFrom('generate', 'edit', 'x'), request, (action, fields) => {
        for (const issue of check({ ...fields, action })) expect(issue.message).toBeTypeOf('string')
      }),
    )
  })

  it('survives values that JSON cannot show', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    for (const value of [
      circle,
      Symbol('s'),
      () => 1,
      10n,
      {
        toJSON: () => {
          throw new Error('no')
        },
      },
    ]) {
      expect(check({ ...generate, size: value, model: value, count: value })).not.toEqual([])
    }
  })

  it('never repeats the prompt', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), (prompt) => {
        const found = messages({ action: 'edit', prompt, size: '1x1', count: 1, imageUrl: 'x', modle: 1 })
        expect(found.join()).not.toContain(prompt)
      }),
    )
  })

  it('takes every size that it calls the nearest', () => {
    fc.assert(
      fc.property(fc.constantFrom('flux-dev', 'flux-2-pro', 'flux-kontext-pro'), fc.string(), (model, size) => {
        const [issue] = check({ ...generate, model, size })
        expect(check({ ...generate, model, size: issue ? issue.nearest : size })).toEqual([])
      }),
    )
  })
})
