import { describe, expect, test } from 'vitest'
import type { Transport } from '@fluxkit/core'
import { measure, type Measurement, type Thrown } from './measure.ts'
import { brokenPromises } from './promises.ts'
import type { Recorded } from './record.ts'

const lost: Thrown = {
  code: 'outcome_unknown',
  charged: 'unknown',
  retryable: false,
  summary: 'The answer was lost.',
  namesTheTask: false,
}
const paidOnce: Measurement = { thrown: lost, tries: 1, submissions: 1, accepted: 1, charges: 1, refunds: 0 }

function recorded(always: Measurement, program?: Recorded['program']): Recorded {
  const fault = { kind: 'reset-after', operation: 'submit' } as const
  const scenario = { operation: 'submit-async', fault, phrase: 'reset', canStay: true } as const
  return { ...scenario, once: paidOnce, always, ...(program && { program }) }
}

describe('a broken promise is reported', () => {
  test('all is well', () => {
    expect(brokenPromises(recorded(paidOnce))).toEqual([])
  })

  test('two charges for one submission', () => {
    const twice = { ...paidOnce, tries: 2, submissions: 2, accepted: 2, charges: 2 }
    expect(brokenPromises(recorded(twice))).toEqual([
      'when it stays: a submission was accepted twice',
      'when it stays: it was submitted again although the outcome was not known',
    ])
  })

  test('an error that denies the charge', () => {
    const denied = { ...paidOnce, thrown: { ...lost, charged: 'no' } as const }
    expect(brokenPromises(recorded(denied))).toEqual([
      'when it stays: the error says "no" about a submission that was charged',
    ])
  })

  test('an error that invites to pay again', () => {
    const inviting = { ...paidOnce, thrown: { ...lost, retryable: true } }
    expect(brokenPromises(recorded(inviting))).toEqual([
      'when it stays: the error invites to submit again what was charged',
    ])
  })

  test('a program that calls a failure a success', () => {
    const program = { command: 'fluxkit generate fox', exitCode: 0, error: '' }
    const refused = { ...paidOnce, thrown: { ...lost, charged: 'no' }, accepted: 0, charges: 0 } as const
    expect(brokenPromises(recorded(refused, program))).toEqual([
      'the program and core disagree',
      'the program hides the error code',
    ])
  })

  test('but not a program that finds the lost submission and saves its image', () => {
    const program = { command: 'fluxkit generate fox', exitCode: 0, error: '' }
    expect(brokenPromises(recorded(paidOnce, program))).toEqual([])
  })
})

/** What many HTTP clients do by themselves: whatever fails is sent again. */
const repeating =
  (transport: Transport): Transport =>
  (request) =>
    transport(request).catch(() => transport(request))

test('a client that repeats what was lost is found out', async () => {
  const fault = { kind: 'reset-after', operation: 'submit' } as const
  const scenario = { operation: 'submit-async', fault, phrase: 'reset', canStay: true } as const
  expect(brokenPromises(await measure(scenario, { meddle: repeating }))).toEqual([
    'when it happens once: a submission was accepted twice',
    'when it stays: a submission was accepted twice',
    'when it stays: it was submitted again although the outcome was not known',
  ])
})
