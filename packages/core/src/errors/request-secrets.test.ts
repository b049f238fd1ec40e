import { expect, test } from 'vitest'
import { requestSecrets } from './request-secrets.ts'

test('prompt, links and long texts of unknown fields are secrets; names of models and sizes are not', () => {
  expect(
    requestSecrets({
      action: 'generate',
      prompt: 'a cat',
      model: 'flux-kontext-pro',
      size: '1024x1024',
      image_url: 'https://example.com/a.png',
      callback_url: 'https://bot.example.com/cb/1',
      negative_prompt: 'no dogs and no birds',
      output_format: 'png',
      extra: { references: ['https://example.com/b.png', 7, null] },
      seed: 42,
    }),
  ).toEqual([
    'a cat',
    'https://example.com/a.png',
    'https://bot.example.com/cb/1',
    'no dogs and no birds',
    'https://example.com/b.png',
  ])
})

test.each([undefined, null, 'text', 7, ['a'], {}])('%j contains none', (body) => {
  expect(requestSecrets(body)).toEqual([])
})
