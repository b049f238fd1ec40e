import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FaultSyntaxError } from './fault.ts'
import { createPromptFaults, parsePromptFaults } from './prompt-faults.ts'

test('a prompt without magic words has no faults', () => {
  expect(parsePromptFaults('a [red] fox (sim:429)')).toEqual([])
})

test('a bare word takes the first operation of its kind and lasts', () => {
  expect(parsePromptFaults('a fox [sim:429]')).toEqual([
    { kind: '429', stage: 'answer', operation: 'submit', remaining: Infinity },
  ])
})

test('parameters are read from kebab case', () => {
  expect(parsePromptFaults('[sim:429 times=2 retry-after=5 operation=poll] x')).toEqual([
    { kind: '429', times: 2, retryAfter: 5, operation: 'poll', stage: 'answer', remaining: 2 },
  ])
})

test('a flag needs no value, and several words may stand together', () => {
  expect(
    parsePromptFaults('[sim:504 accepted][sim:callback-twice]').map(({ kind, accepted }) => [kind, accepted]),
  ).toEqual([
    ['504', true],
    ['callback-twice', undefined],
  ])
})

test.each([
  ['[sim:nonsense]', /^Unknown fault "nonsense"; known: /],
  ['[sim:]', /^Unknown fault ""/],
  ['[sim:constructor]', /^Unknown fault/],
  ['[sim:429 often=3]', /unknown parameter "often"/],
  ['[sim:429 times=x]', /times is invalid/],
  ['[sim:429 __proto__=x]', /unknown parameter/],
  ['[sim:429 times=1 times=2]', /times is given twice/],
  ['[sim:image-404 operation=poll]', /operation is one of image/],
])('%s is not understood', (prompt, message) => {
  expect(() => parsePromptFaults(prompt)).toThrow(FaultSyntaxError)
  expect(() => parsePromptFaults(prompt)).toThrow(message)
})

test('counters belong to the prompt, not to the request', () => {
  const promptFaults = createPromptFaults()
  const [first] = promptFaults.of('[sim:429 times=1]')
  if (first) first.remaining = 0
  expect(promptFaults.of('[sim:429 times=1]')[0]?.remaining).toBe(0)
  expect(promptFaults.of('[sim:429 times=1] other')[0]?.remaining).toBe(1)
})

test('any text gives faults or a syntax error, nothing else', () => {
  const outcomeOf = (prompt: string): unknown => {
    try {
      return parsePromptFaults(prompt)
    } catch (error) {
      return error instanceof FaultSyntaxError ? [] : error
    }
  }
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, within) => {
      expect(outcomeOf(`${before}[sim:${within}]`)).toBeInstanceOf(Array)
    }),
  )
})
