import { expect, test } from 'vitest'
import { createChaos, type Blow } from './fixtures/chaos.ts'

// Found by the property of chaos.test.ts.
test('a link whose checks a wrong clock has ended is fetched when a user requests it', async () => {
  const blows: readonly Blow[] = [
    { kind: 'start' },
    { kind: 'create' },
    { kind: 'image-host', isDown: true },
    { kind: 'jump', process: 0, ms: 34_560_000_000 },
    { kind: 'start' },
    { kind: 'create' },
    { kind: 'wait', ms: 300_000 },
    { kind: 'crash', process: 0, writes: 1, isBefore: false },
    { kind: 'run', job: 0 },
    { kind: 'wait', ms: 7_200_000 },
  ]
  const chaos = createChaos({
    receptions: ['accept'],
    failures: ['failed-with-link'],
    isListable: false,
    answerMs: 100,
  })
  for (const blow of blows) await chaos.strike(blow)
  await chaos.heal()
  expect(await chaos.losses()).toEqual([])
})
