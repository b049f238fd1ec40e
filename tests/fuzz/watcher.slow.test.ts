import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRun } from './support/fuzz-run.ts'
import { createWatchBench, type WatchBench } from './support/watch-bench.ts'
import { calmStories, type Step, wildStories } from './support/watch-story.ts'
import { lateEnds, missedEnds, wrongEnds } from './support/wrong-ends.ts'

const dayMs = 24 * 3_600_000

async function playToTheEnd(story: readonly Step[]): Promise<WatchBench> {
  const bench = createWatchBench()
  for (const step of story) await bench.play(step)
  await bench.clock.drain(dayMs)
  return bench
}

describe('whatever happens while tasks are waited for', () => {
  test('every wait ends once, with the truth, by its deadline, and nothing is left', async () => {
    await fc.assert(
      fc.asyncProperty(wildStories, async (story) => {
        const bench = await playToTheEnd(story)
        expect(wrongEnds(bench)).toEqual([])
        // While a machine sleeps nothing can end.
        expect(story.some((step) => step.do === 'sleep') ? [] : lateEnds(bench)).toEqual([])
        expect(bench.clock.pendingTimers).toBe(0)
        expect(bench.network.openBodies).toBe(0)
        expect(bench.waits.filter(({ caller }) => caller.listeners > 0)).toEqual([])
      }),
      fuzzRun(60),
    )
  })

  test('polls are few: at most 50 tasks each, 6 at once and 4 that confirm, about one per interval, and only for waits', async () => {
    await fc.assert(
      fc.asyncProperty(wildStories, async (story) => {
        const { service, waits, mostPollsAtOnce, needless, clock } = await playToTheEnd(story)
        const polls = service.polls.filter(({ confirms }) => !confirms)
        expect(polls.filter(({ ids }) => ids.length > 50 || new Set(ids).size < ids.length)).toEqual([])
        expect(mostPollsAtOnce).toBeLessThanOrEqual(10)
        expect(needless).toEqual([])
        const perRound = Math.ceil(waits.length / 50) + 1
        const deadlines = new Set(waits.map(({ startedAtMs, deadlineMs }) => startedAtMs + deadlineMs)).size
        expect(polls.length).toBeLessThanOrEqual((clock.elapsedMs() / 450 + 2 * deadlines + 2) * perRound)
      }),
      fuzzRun(35),
    )
  })

  test('when nothing goes wrong, whatever ended 3 s before a deadline is found', async () => {
    await fc.assert(
      fc.asyncProperty(calmStories, async (story) => {
        const bench = await playToTheEnd(story)
        expect(wrongEnds(bench)).toEqual([])
        expect(missedEnds(bench, 3_000)).toEqual([])
      }),
      fuzzRun(35),
    )
  })
})
