import { describe, expect, test } from 'vitest'
import { readCall } from './read-call.ts'

describe('a call to generate', () => {
  test('needs only a prompt', () => {
    expect(readCall('generate', { prompt: 'a fox' })).toEqual({
      request: { action: 'generate', prompt: 'a fox', model: 'flux-dev', count: 1 },
      format: 'both',
    })
  })

  test('may send null, and fields that mean nothing here', () => {
    const body = {
      prompt: 'a fox',
      model: 'flux-2-pro',
      n: null,
      size: 'auto',
      quality: 'hd',
      style: 'vivid',
      user: 'u',
      response_format: 'b64_json',
      stream: false,
    }
    expect(readCall('generate', body)).toEqual({
      request: { action: 'generate', prompt: 'a fox', model: 'flux-2-pro', count: 1 },
      format: 'b64_json',
    })
  })

  test.each([
    ['flux-dev', '1024x1024', '1024x1024'],
    ['flux-kontext-pro', '1024x1024', '1:1'],
    ['flux-kontext-pro', '16:9', '16:9'],
    ['flux-dev', '1024x1792', '1024x1792'],
    ['flux-dev', '7x999', '7x999'],
  ])('of %s with the size %s asks for %s', (model, size, expected) => {
    expect(readCall('generate', { prompt: 'x', model, size })).toMatchObject({ request: { size: expected } })
  })

  test.each<[string, unknown, string | null, string]>([
    ['no prompt', {}, 'prompt', 'invalid_request'],
    ['a prompt that isn’t text', { prompt: ['x'] }, 'prompt', 'invalid_request'],
    ['a huge prompt', { prompt: 'x'.repeat(20_001) }, 'prompt', 'invalid_request'],
    ['too many images', { prompt: 'x', n: 11 }, 'n', 'invalid_request'],
    ['half an image', { prompt: 'x', n: 1.5 }, 'n', 'invalid_request'],
    ['a model of somebody else', { prompt: 'x', model: 'dall-e-3' }, 'model', 'model_not_found'],
    ['a model named like a property', { prompt: 'x', model: '__proto__' }, 'model', 'model_not_found'],
    ['another format', { prompt: 'x', response_format: 'png' }, 'response_format', 'invalid_request'],
    ['a stream', { prompt: 'x', stream: true }, 'stream', 'invalid_request'],
    ['no object', 'prompt', null, 'invalid_request'],
    ['nothing', undefined, null, 'invalid_request'],
  ])('with %s is refused, and says which field is wrong', (_, body, param, code) => {
    const read = readCall('generate', body)
    expect(read).toMatchObject({ param, failure: { code, charged: 'no' } })
    expect(JSON.stringify(read).length).toBeLessThan(1_000)
  })
})

test.each(['', ' \n\u00A0'])('a prompt without a visible character is refused with what it needs: %j', (prompt) => {
  expect(readCall('generate', { prompt })).toMatchObject({
    failure: { message: 'prompt: must be text that is not empty, of at most 20,000 characters.' },
  })
})

test('a call to edit takes a link where no file comes with it', () => {
  const body = { prompt: 'x', image_url: 'https://example.com/a.png' }
  expect(readCall('edit', body)).toEqual({
    request: { action: 'edit', prompt: 'x', model: 'flux-kontext-pro', imageUrl: 'https://example.com/a.png' },
    format: 'both',
  })
  expect(readCall('edit', body, true)).toEqual({
    request: { action: 'edit', prompt: 'x', model: 'flux-kontext-pro' },
    format: 'both',
  })
})
