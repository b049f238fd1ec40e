import { expect, test } from 'vitest'
import { createHarness } from '../testing/harness.ts'
import { faultKinds, type FaultKind } from './fault-kinds.ts'

/** One task as polls show it while it runs and after it has finished, and in a batch. */
async function shown(kind?: FaultKind): Promise<string> {
  let ids = 0
  const { simulator, start, poll, pollBatch, clock } = createHarness({ newId: () => `id-${ids++}` })
  if (kind !== undefined) simulator.faults.add({ kind })
  const id = await start({ count: 3 })
  const running = await poll(id)
  await clock.advance(6_000)
  const finished = await poll(id)
  return JSON.stringify([running, finished, await pollBatch([id])])
}

// Effects on answers, images and callbacks are complete by their types; those on tasks are spread over several files.
const kinds = Object.entries(faultKinds).flatMap(([kind, { stage }]) =>
  stage === 'task' || stage === 'item' ? [kind as FaultKind] : [],
)

test.each(kinds)('%s changes what polls show', async (kind) => {
  expect(await shown(kind)).not.toBe(await shown())
})

test('without a fault, polls show the same each time', async () => {
  expect(await shown()).toBe(await shown())
})
