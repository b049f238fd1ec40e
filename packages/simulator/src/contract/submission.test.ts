import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyEdition } from './editions/any.ts'
import { currentEdition } from './editions/current.ts'
import { readmeEdition } from './editions/readme.ts'
import { parseSubmission } from './submission.ts'

const link = 'https://example.com/a.png'
const edit = { action: 'edit', prompt: 'p', model: 'flux-kontext-pro', image_url: link }
const generate = { action: 'generate', prompt: 'p' }
const cube = { action: 'generate', prompt: 'a cube', model: 'flux-dev', size: '1024x1024' }

test.each([
  [null, 'body is invalid.'],
  [[], 'body is invalid.'],
  [{ prompt: 'p' }, 'action is required'],
  [{ action: 'draw', prompt: 'p' }, 'action is invalid.'],
  [{ action: 'generate' }, 'prompt is required'],
  [{ action: 'generate', prompt: '' }, 'prompt is required'],
  [{ action: 'generate', prompt: '  ' }, 'prompt is invalid.'],
  [{ action: 'generate', prompt: 7 }, 'prompt is invalid.'],
  [{ ...generate, model: 'flux-9' }, 'model is invalid.'],
  [{ ...generate, model: 'toString' }, 'model is invalid.'],
  [{ ...generate, model: 'flux-2-klein' }, 'model is invalid.'],
  [{ ...generate, size: '1000x1000' }, 'size is invalid.'],
  [{ ...generate, size: '1024x224' }, 'size is invalid.'],
  [{ ...generate, size: '1472x1024' }, 'size is invalid.'],
  [{ ...generate, size: '1024x1792' }, 'size is invalid.'],
  [{ ...generate, size: '16:9' }, 'size is invalid.'],
  [{ ...generate, size: '' }, 'size is invalid.'],
  [{ ...generate, model: 'flux-kontext-pro', size: '1024x1024' }, 'size is invalid.'],
  [{ ...generate, model: 'flux-kontext-pro', size: '16:10' }, 'size is invalid.'],
  [{ ...generate, model: 'flux-2-pro', size: '32x64' }, 'size is invalid.'],
  [{ ...generate, model: 'flux-2-pro', size: '1:1' }, 'size is invalid.'],
  [{ ...generate, count: 0 }, 'count is invalid.'],
  [{ ...generate, count: 1.5 }, 'count is invalid.'],
  [{ ...generate, count: '2' }, 'count is invalid.'],
  [{ ...generate, callback_url: 'ftp://example.com' }, 'callback_url is invalid.'],
  [{ ...generate, async: 'true' }, 'async is invalid.'],
  [{ ...edit, model: 'flux-dev' }, 'model is invalid.'],
  [{ ...edit, model: undefined }, 'model is invalid.'],
  [{ ...edit, count: 1 }, 'count is invalid.'],
  [{ ...edit, image_url: undefined }, 'image_url is required'],
  [{ ...edit, image_url: 'data:image/png;base64,AA==' }, 'image_url is invalid.'],
])('the README edition refuses %j: %s', (body, message) => {
  expect(parseSubmission(body, readmeEdition.submissions)).toEqual({ status: 400, code: 'bad_request', message })
})

test.each([
  [generate, 'flux-dev'],
  [{ ...generate, model: 'flux-dev', size: '1440x256' }, 'flux-dev'],
  [{ ...generate, model: 'flux-pro', size: '256x1440' }, 'flux-pro'],
  [{ ...generate, model: 'flux-pro-1.1', size: '1024x768', count: 4 }, 'flux-pro-1.1'],
  [{ ...generate, model: 'flux-pro-1.1-ultra', size: '21:9' }, 'flux-pro-1.1-ultra'],
  [{ ...generate, model: 'flux-kontext-max', size: '4:5' }, 'flux-kontext-max'],
  [{ ...generate, model: 'flux-2-flex', size: '64x64' }, 'flux-2-flex'],
  [{ ...generate, model: 'flux-2-pro', size: '2048x1536' }, 'flux-2-pro'],
  [{ ...generate, model: 'flux-2-max' }, 'flux-2-max'],
  [edit, 'flux-kontext-pro'],
  [{ ...generate, seed: 7 }, 'flux-dev'],
])('the README edition accepts %j', (body, model) => {
  expect(parseSubmission(body, readmeEdition.submissions)).toMatchObject({ model: { id: model } })
})

test.each([
  [generate, 'size is required'],
  [edit, 'size is required'],
  [{ ...cube, model: 'flux-pro-1.1' }, 'model is invalid.'],
  [{ ...cube, model: 'flux-pro-1.1-ultra', size: '1:1' }, 'model is invalid.'],
  [{ ...cube, size: '1024x768' }, 'size is invalid.'],
  [{ ...cube, size: '4:5' }, 'size is invalid.'],
  [{ ...cube, model: 'flux-2-pro' }, 'size is invalid.'],
  [{ ...cube, model: 'flux-2-klein' }, 'size is invalid.'],
  [{ ...cube, model: 'flux-kontext-max', size: '5:4' }, 'size is invalid.'],
  [{ ...cube, count: 0 }, 'count is invalid.'],
  [{ ...edit, size: '1:1', count: 2 }, 'count is invalid.'],
])('the current edition refuses %j: %s', (body, message) => {
  expect(parseSubmission(body, currentEdition.submissions)).toEqual({ status: 400, code: 'bad_request', message })
})

test.each([
  cube,
  { ...cube, model: undefined },
  { ...cube, size: '1792x1024' },
  { ...cube, model: 'flux-pro', size: '9:21' },
  { ...cube, model: 'flux-2-pro', size: '21:9' },
  { ...cube, model: 'flux-2-klein', size: '1:1' },
  { ...edit, size: '16:9', count: 1 },
  { ...edit, model: 'flux-dev', size: '1024x1792' },
  { ...edit, model: 'flux-2-max', size: '1:1' },
])('the current edition accepts %j', (body) => {
  expect(parseSubmission(body, currentEdition.submissions)).not.toHaveProperty('code')
})

test.each([
  generate,
  edit,
  cube,
  { ...generate, model: 'flux-2-klein' },
  { ...generate, model: 'flux-pro-1.1-ultra' },
  { ...edit, model: undefined },
  { ...cube, size: '1024x768' },
  { ...cube, size: '1792x1024' },
  { ...cube, size: '9:16' },
  { ...cube, model: 'flux-2-pro' },
  { ...cube, model: 'flux-2-pro', size: '9:16' },
  { ...edit, size: '4:5' },
])('either edition in one accepts %j', (body) => {
  expect(parseSubmission(body, anyEdition.submissions)).not.toHaveProperty('code')
})

const models = Object.keys(anyEdition.submissions.models)
const sides = fc.integer({ min: 1, max: 64 }).map((side) => side * 32)
const submission = fc.record(
  {
    action: fc.constantFrom('generate', 'edit'),
    prompt: fc.constantFrom('a fox', ''),
    model: fc.constantFrom(...models, 'flux-9'),
    size: fc.oneof(
      fc.constantFrom('1:1', '16:9', '4:5', '9:21', '16:10', '1024x1024', '1024x1792', '1000x1000'),
      fc.tuple(sides, sides).map(([width, height]) => `${width}x${height}`),
    ),
    count: fc.integer({ min: 0, max: 3 }),
    image_url: fc.constantFrom(link, 'ftp://example.com'),
  },
  { requiredKeys: ['action', 'prompt'] },
)

test('whatever one edition accepts, either edition in one accepts as well', () => {
  fc.assert(
    fc.property(submission, (body) => {
      const accepted = [readmeEdition, currentEdition].some(
        ({ submissions }) => !('code' in parseSubmission(body, submissions)),
      )
      expect(accepted && 'code' in parseSubmission(body, anyEdition.submissions)).toBe(false)
    }),
  )
})
