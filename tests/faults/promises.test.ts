import { describe, expect, test } from 'vitest'
import type { Transport } from '@fluxkit/core'
import { brokenByHost, type HostCase } from './host-promises.ts'
import type { HostRun } from './hosts/host.ts'
import { type Measured, measure, type Measurement, type Thrown } from './measure.ts'
import { brokenPromises } from './promises.ts'

const lost: Thrown = {
  code: 'outcome_unknown',
  charged: 'unknown',
  retryable: false,
  summary: 'The answer was lost.',
  namesTheTask: false,
}
const paidOnce: Measurement = { thrown: lost, tries: 1, submissions: 1, accepted: 1, charges: 1, refunds: 0 }

function measured(always: Measurement): Measured {
  const fault = { kind: 'reset-after', operation: 'submit' } as const
  const scenario = { operation: 'submit-async', fault, phrase: 'reset', canStay: true } as const
  return { ...scenario, once: paidOnce, always }
}

describe('a broken promise is reported', () => {
  test('all is well', () => {
    expect(brokenPromises(measured(paidOnce))).toEqual([])
  })

  test('two charges for one submission', () => {
    const twice = { ...paidOnce, tries: 2, submissions: 2, accepted: 2, charges: 2 }
    expect(brokenPromises(measured(twice))).toEqual([
      'when it stays: a submission was accepted twice',
      'when it stays: it was submitted again although the outcome was not known',
    ])
  })

  test('an error that denies the charge', () => {
    const denied = { ...paidOnce, thrown: { ...lost, charged: 'no' } as const }
    expect(brokenPromises(measured(denied))).toEqual([
      'when it stays: the error says "no" about a submission that was charged',
    ])
  })

  test('an error that invites to pay again', () => {
    const inviting = { ...paidOnce, thrown: { ...lost, retryable: true } }
    expect(brokenPromises(measured(inviting))).toEqual([
      'when it stays: the error invites to submit again what was charged',
    ])
  })
})

const recovered: HostRun = {
  submissions: 1,
  accepted: 1,
  charges: 1,
  state: 'ready',
  keepsTaskId: true,
  isDelivered: false,
  isRecoverable: true,
  charged: 'yes',
  personReads: 'It is paid for. (outcome_unknown)',
  offersRetry: false,
}
const delivered: HostRun = {
  ...recovered,
  isDelivered: true,
  isRecoverable: undefined,
  charged: undefined,
  personReads: '',
}

function broken(run: HostRun, rest: Partial<HostCase> = {}): string[] {
  const fault = { kind: 'image-404', operation: 'image' } as const
  return brokenByHost({ host: 'program', fault, run, core: paidOnce, ...rest })
}

describe('a broken promise of an app is reported', () => {
  test('all is well when it recovers what core on its own throws, or will', () => {
    expect([broken(delivered), broken(recovered)]).toEqual([[], []])
  })

  test.each<[string, HostRun, Partial<HostCase>?]>([
    ['a submission was accepted twice', { ...delivered, submissions: 2, accepted: 2 }],
    ['the task id of a paid task is dropped', { ...recovered, keepsTaskId: false }],
    ['a paid image is lost', { ...recovered, isRecoverable: false }],
    ['it says that nothing was charged, and something was', { ...recovered, charged: 'no' }],
    ['trying again pays twice without a warning', { ...recovered, offersRetry: true, warnsBeforePaying: false }],
    ['an image was delivered that was not charged once', { ...delivered, charges: 0 }],
    ['it fails where core on its own succeeds', recovered, { core: { ...paidOnce, thrown: undefined } }],
    ['it delivers nothing and says nothing', { ...recovered, personReads: '' }, { host: 'bot' }],
    ['it hides that images are missing', delivered, { fault: { kind: 'fewer-images', operation: 'submit' } }],
    ['it hides the error code', { ...recovered, personReads: 'It is paid for.' }],
    ['it hides the error code', { ...recovered, personReads: 'It is paid for.' }, { host: 'server-mcp' }],
    [
      'it names tools that apps lack',
      { ...recovered, personReads: 'outcome_unknown: call flux_wait.' },
      { host: 'server-openai' },
    ],
  ])('%s', (what, run, rest) => {
    expect(broken(run, rest)).toEqual([what])
  })

  test('but not a retry that warns first', () => {
    expect(broken({ ...recovered, offersRetry: true, warnsBeforePaying: true })).toEqual([])
  })
})

/** What many HTTP clients do: whatever fails is sent again. */
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
