import type { Fault } from '@fluxkit/simulator'
import { expect, test } from 'vitest'
import { brokenByRun } from './host-promises.ts'
import { runExtension } from './hosts/extension.ts'
import { situations } from './hosts/extension-situations.ts'
import { hosts } from './hosts/index.ts'
import { allFaults, caseName, runHosts } from './matrix.ts'
import { faultName } from './scenarios.ts'

/** One of each kind of trouble that costs money when it is handled wrongly; apps.slow.test.ts has all. */
const sample: ReadonlySet<string> = new Set([
  'submit moderation',
  'submit 502 accepted=true',
  'submit error-with-task status=500 shape=nested',
  'submit reset-before',
  'submit reset-after',
  'submit task-fails',
  'submit failure-with-image billed=true',
  'submit no-image',
  'submit fewer-images',
  'poll unrelated-404',
  'image image-404',
  'image image-404 ms=1000',
  'upload 500',
])
const chosen = allFaults().filter(({ fault }) => sample.has(faultName(fault)))
const met = (fault: Fault) => hosts.filter((host) => host.meets(fault))

test('the sample names faults that there are', () => {
  expect(chosen).toHaveLength(sample.size)
})

test.each(
  chosen.flatMap((known) => met(known.fault).map((host) => [caseName(host.name, known.fault), host, known] as const)),
)('%s: nothing that is paid is lost, denied or paid again', async (_name, host, known) => {
  const [found] = await runHosts([host], [known])
  expect(found?.broken).toEqual([])
})

const ofMachine = situations.filter(({ fault }) => !fault)

test.each(ofMachine)('extension: $id: nothing that is paid is lost, denied or paid again', async (situation) => {
  expect(brokenByRun(await runExtension(situation))).toEqual([])
})
