import { expect, test } from 'vitest'
import { submittedPrompt } from './submitted-prompt.ts'

test('prompts go to the service unchanged', () => {
  expect(submittedPrompt({ prompt: 'a red fox' })).toBe('a red fox')
})

test('a variation asks for another composition of what the image shows', () => {
  expect(submittedPrompt({ prompt: 'a red fox', variation: true })).toBe(
    'Make a variation of this image: the same subject and style, with another composition. It shows: a red fox',
  )
})

test('a long prompt does not get longer than the service may take', () => {
  expect(submittedPrompt({ prompt: 'x'.repeat(4000), variation: true })).toHaveLength(4000)
})
