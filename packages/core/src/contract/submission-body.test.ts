import { describe, expect, it, test } from 'vitest'
import { callersSize, toSubmissionBody } from './submission-body.ts'
import type { LooseFluxRequest } from './request-schemas.ts'

const generate: LooseFluxRequest = { action: 'generate', prompt: 'a white siamese cat' }
const edit: LooseFluxRequest = { action: 'edit', prompt: 'make it night', imageUrl: 'https://example.com/cat.png' }

describe('toSubmissionBody', () => {
  it('spells a generation as the vendor does', () => {
    const request = { ...generate, model: 'flux-2-pro', count: 2, callbackUrl: 'https://example.com/hook' }
    expect(toSubmissionBody(request, '1024x768', 'async')).toStrictEqual({
      action: 'generate',
      prompt: 'a white siamese cat',
      model: 'flux-2-pro',
      size: '1024x768',
      count: 2,
      callback_url: 'https://example.com/hook',
      async: true,
    })
  })

  it('sends model, size and count although the caller named none', () => {
    expect(toSubmissionBody(generate, '1024x1024', 'sync')).toStrictEqual({
      action: 'generate',
      prompt: 'a white siamese cat',
      model: 'flux-dev',
      size: '1024x1024',
      count: 1,
    })
  })

  it('spells an edit as the vendor does, without a count, which the README refuses', () => {
    expect(toSubmissionBody({ ...edit, count: 1 }, '1:1', 'async')).toStrictEqual({
      action: 'edit',
      prompt: 'make it night',
      model: 'flux-kontext-pro',
      size: '1:1',
      image_url: 'https://example.com/cat.png',
      async: true,
    })
  })

  it('sends the count of an edit that is unchecked', () => {
    expect(toSubmissionBody({ ...edit, count: 2, unchecked: true }, '1:1', 'async')).toMatchObject({ count: 2 })
  })

  it('passes unknown fields through and overwrites nothing by them', () => {
    const extra = { strength: 0, safe: false, size: '9:9', async: false, action: 'draw' }
    expect(toSubmissionBody({ ...generate, extra }, '1:1', 'async')).toStrictEqual({
      strength: 0,
      safe: false,
      action: 'generate',
      prompt: 'a white siamese cat',
      model: 'flux-dev',
      size: '1:1',
      count: 1,
      async: true,
    })
  })

  it('sends the prompt to the letter', () => {
    expect(toSubmissionBody({ ...generate, prompt: '  "a"\n猫 ' }, '1:1', 'async').prompt).toBe('  "a"\n猫 ')
  })

  it.each(['allowUnknownModel', 'unchecked', 'imageSize', 'extra'])('keeps %s to itself', (name) => {
    const request = { ...edit, allowUnknownModel: true, unchecked: true, imageSize: { width: 1, height: 1 }, extra: {} }
    expect(toSubmissionBody(request, '1:1', 'async')).not.toHaveProperty(name)
  })
})

test.each([
  ['1024 × 768', '1024x768'],
  [' 1024X768', '1024x768'],
  ['1024*768', '1024x768'],
  ['01024x768', '1024x768'],
  ['16 : 9', '16:9'],
])('the size %j is sent as %s', (size, sent) => {
  expect(callersSize({ ...generate, size })).toBe(sent)
})

test('the size of an unknown model is left to the service, but for spaces around it', () => {
  expect(callersSize({ ...generate, model: 'flux-9', unchecked: true, size: ' 2K × 1 ' })).toBe('2K × 1')
})

test('an unchecked size is sent as it is, but for spaces around it', () => {
  expect(callersSize({ ...generate, unchecked: true, size: ' 1024 × 768 ' })).toBe('1024 × 768')
})
