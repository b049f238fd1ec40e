import { expect, test } from 'vitest'
import { createHarness } from '../testing/harness.ts'

test('a task that is held finishes when it is released, also long after its time', async () => {
  const { start, poll, simulator, clock } = createHarness()
  const release = simulator.hold()
  const id = await start()
  await clock.advance(3_600_000)
  expect([simulator.tasks[0]?.state, (await poll(id))['finished_at']]).toEqual(['running', undefined])
  release()
  expect([simulator.tasks[0]?.state, simulator.tasks[0]?.finishedMs]).toEqual(['succeeded', clock.now()])
})

test('a task that is released early takes its own time', async () => {
  const { start, simulator, clock } = createHarness()
  const release = simulator.hold()
  await start()
  release()
  expect(simulator.tasks[0]?.state).toBe('running')
  await clock.advance(6_000)
  expect(simulator.tasks[0]?.state).toBe('succeeded')
})

test('only tasks of the prompt are held, also those that run already', async () => {
  const { start, simulator, clock } = createHarness()
  await start({ prompt: 'a red fox' })
  await start({ prompt: 'a brown owl' })
  simulator.hold('fox')
  await clock.advance(6_000)
  expect(simulator.tasks.map(({ prompt, state }) => [prompt, state])).toEqual([
    ['a brown owl', 'succeeded'],
    ['a red fox', 'running'],
  ])
})

test('a task that two hold finishes after both have released it', async () => {
  const { start, simulator, clock } = createHarness()
  const releases = [simulator.hold('fox'), simulator.hold('red')]
  await start()
  await clock.advance(6_000)
  releases[0]?.()
  expect(simulator.tasks[0]?.state).toBe('running')
  releases[1]?.()
  expect(simulator.tasks[0]?.state).toBe('succeeded')
})

test('a reset ends what is held, and its holds', async () => {
  const { start, simulator, clock } = createHarness()
  const release = simulator.hold()
  await start()
  await clock.advance(6_000)
  simulator.reset()
  release()
  expect([simulator.tasks, simulator.stats.succeeded]).toEqual([[], 0])
  await start()
  await clock.advance(6_000)
  expect(simulator.tasks[0]?.state).toBe('succeeded')
})
