import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attemptId, type CallIdentity, jobKey } from './job-key.ts'

const call: CallIdentity = {
  service: 'https://api.example',
  account: 'acc',
  directory: '/work/images',
  tool: 'flux_generate',
  args: { prompt: 'a red fox', model: 'flux-dev', count: 1 },
  variant: 1,
}

test('the id of a call is the same in every version, because a changed one would pay again after an update', () => {
  expect(jobKey(call)).toBe('srv-0ae4ab05df8763fa69cf93f2158912b721fab86a')
})

test('the order of arguments and fields without a value don’t matter', () => {
  const args = { count: 1, size: undefined, model: 'flux-dev', prompt: 'a red fox' }
  expect(jobKey({ ...call, args, inputHash: undefined })).toBe(jobKey(call))
})

test.each<[string, Partial<CallIdentity>]>([
  ['service', { service: 'https://other.example' }],
  ['account', { account: 'other' }],
  ['folder', { directory: '/elsewhere' }],
  ['tool', { tool: 'flux_edit' }],
  ['argument', { args: { ...call.args, size: '16:9' } }],
  ['input file', { inputHash: 'abc' }],
  ['variant', { variant: 2 }],
])('another %s is another job', (_, change) => {
  expect(jobKey({ ...call, ...change })).not.toBe(jobKey(call))
})

test('two different calls never have the same id, and ids fit into the store', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('"', '\\', '},{', '":"'))
  // Two objects that differ in their prototype are the same call.
  const args = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean()), { noNullPrototype: true })
  fc.assert(
    fc.property(args, args, (one, other) => {
      fc.pre(!isDeepStrictEqual(one, other))
      const ids = [jobKey({ ...call, args: one }), jobKey({ ...call, args: other })]
      expect(ids[0]).not.toBe(ids[1])
      for (const id of ids) expect(attemptId(id, 999)).toMatch(/^[\w-]{1,64}$/)
    }),
  )
})
