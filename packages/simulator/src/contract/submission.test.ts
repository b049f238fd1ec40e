import { expect, test } from 'vitest'
import { parseSubmission } from './submission.ts'

const edit = { action: 'edit', prompt: 'p', model: 'flux-kontext-pro', image_url: 'https://example.com/a.png' }
const generate = { action: 'generate', prompt: 'p' }

test.each([
  [null, 'body is invalid.'],
  [[], 'body is invalid.'],
  [{ prompt: 'p' }, 'action is required.'],
  [{ action: 'draw', prompt: 'p' }, 'action is invalid.'],
  [{ action: 'generate' }, 'prompt is required.'],
  [{ action: 'generate', prompt: '' }, 'prompt is required.'],
  [{ action: 'generate', prompt: '  ' }, 'prompt is invalid.'],
  [{ action: 'generate', prompt: 7 }, 'prompt is invalid.'],
  [{ ...generate, model: 'flux-9' }, 'model is invalid.'],
  [{ ...generate, model: 'toString' }, 'model is invalid.'],
  [{ ...generate, size: '1000x1000' }, 'size is invalid.'],
  [{ ...generate, size: '1024x224' }, 'size is invalid.'],
  [{ ...generate, size: '1472x1024' }, 'size is invalid.'],
  [{ ...generate, size: '16:9' }, 'size is invalid.'],
  [{ ...generate, model: 'flux-kontext-pro', size: '1024x1024' }, 'size is invalid.'],
  [{ ...generate, model: 'flux-kontext-pro', size: '16:10' }, 'size is invalid.'],
  [{ ...generate, model: 'flux-2-pro', size: '32x64' }, 'size is invalid.'],
  [{ ...generate, count: 0 }, 'count is invalid.'],
  [{ ...generate, count: 1.5 }, 'count is invalid.'],
  [{ ...generate, count: '2' }, 'count is invalid.'],
  [{ ...generate, callback_url: 'ftp://example.com' }, 'callback_url is invalid.'],
  [{ ...generate, async: 'true' }, 'async is invalid.'],
  [{ ...edit, model: 'flux-dev' }, 'model is invalid.'],
  [{ ...edit, model: undefined }, 'model is invalid.'],
  [{ ...edit, count: 1 }, 'count is invalid.'],
  [{ ...edit, image_url: undefined }, 'image_url is required.'],
  [{ ...edit, image_url: 'data:image/png;base64,AA==' }, 'image_url is invalid.'],
])('%j is refused: %s', (body, message) => {
  expect(parseSubmission(body)).toEqual({ status: 400, code: 'bad_request', message })
})

test.each([
  [generate, 'flux-dev'],
  [{ ...generate, model: 'flux-dev', size: '1440x256' }, 'flux-dev'],
  [{ ...generate, model: 'flux-pro', size: '256x1440' }, 'flux-pro'],
  [{ ...generate, model: 'flux-pro-1.1', size: '1024x768', count: 4 }, 'flux-pro-1.1'],
  [{ ...generate, model: 'flux-pro-1.1-ultra', size: '21:9' }, 'flux-pro-1.1-ultra'],
  [{ ...generate, model: 'flux-kontext-max', size: '9:21' }, 'flux-kontext-max'],
  [{ ...generate, model: 'flux-2-flex', size: '64x64' }, 'flux-2-flex'],
  [{ ...generate, model: 'flux-2-pro', size: '2048x1536' }, 'flux-2-pro'],
  [{ ...generate, model: 'flux-2-max' }, 'flux-2-max'],
  [{ ...generate, model: 'flux-2-klein' }, 'flux-2-klein'],
  [edit, 'flux-kontext-pro'],
])('%j is accepted', (body, model) => {
  expect(parseSubmission(body)).toMatchObject({ model: { id: model } })
})
