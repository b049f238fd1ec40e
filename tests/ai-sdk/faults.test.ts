import type { Fault } from '@fluxkit/simulator'
import { describe, expect, test } from 'vitest'
import { phraseOf } from '../faults/phrases.ts'
import { allScenarios } from '../faults/scenarios.ts'
import { callingAllRetryable, runGenerateImage } from './generate.ts'
import { brokenPromises } from './promises.ts'

globalThis.AI_SDK_LOG_WARNINGS = false

interface Case {
  readonly name: string
  readonly fault: Fault
}

/** Every fault of the simulator, but those of callbacks: the provider asks for none. */
const cases = new Map(
  allScenarios(phraseOf).flatMap(({ fault, canStay }) =>
    fault.operation === 'callback' ? [] : [[JSON.stringify(fault), { fault, canStay }] as const],
  ),
)

const once = [...cases].map(([name, { fault }]): Case => ({ name, fault: { ...fault, times: 1 } }))
const always = [...cases].flatMap(([name, { fault, canStay }]): Case[] => (canStay ? [{ name, fault }] : []))

describe.each(['readme', 'current'] as const)('generateImage and the %s edition', (contract) => {
  test.each(once)('pays at most once when this happens once: $name', async ({ fault }) => {
    expect(brokenPromises(fault, await runGenerateImage(fault, { contract }))).toEqual([])
  })
})

test.each(always)('generateImage pays at most once when this stays: $name', async ({ fault }) => {
  expect(brokenPromises(fault, await runGenerateImage(fault, { contract: 'current' }))).toEqual([])
})

test('a provider that calls every failure retryable is found out', async () => {
  const fault = { kind: 'never-finishes' } as const
  const run = await runGenerateImage(fault, { contract: 'current', meddle: callingAllRetryable })
  expect(brokenPromises(fault, run)).toEqual(['it was charged 3 times', 'it looks retryable although it was accepted'])
})
