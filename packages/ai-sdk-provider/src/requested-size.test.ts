import { expect, test } from 'vitest'
import { requestedSize } from './requested-size.ts'

test.each([
  ['flux-dev', { size: '1024x768' }, '1024x768'],
  ['flux-dev', { aspectRatio: '16:9' }, '16:9'],
  ['flux-kontext-pro', { size: '1024x1024' }, '1:1'],
  ['flux-dev', { aspectRatio: '4:5' }, '928x1152'],
  ['flux-2-klein', { size: '1000x900' }, '1000x900'],
  ['a-new-model', { size: '1000x900' }, '1000x900'],
  ['flux-dev', {}, undefined],
] as const)('%s and %j: %s is requested', (model, given, expected) => {
  const sizes = { size: undefined, aspectRatio: undefined, ...given }
  expect(requestedSize(model, 'generate', sizes).size).toBe(expected)
})

test('of a size and a ratio the size counts', () => {
  expect(requestedSize('flux-dev', 'generate', { size: '1024x768', aspectRatio: '1:1' })).toEqual({
    size: '1024x768',
    warnings: [{ type: 'unsupported', feature: 'aspectRatio', details: 'size is given, so 1024x768 is requested.' }],
  })
})

test('a notation that only generating takes is not used for an edit', () => {
  expect(requestedSize('flux-2-pro', 'edit', { size: '1024x1024', aspectRatio: undefined }).size).toBe('1:1')
})
