import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameJobs } from './name-jobs.ts'

const nowMs = Date.UTC(2026, 0, 15, 12, 30)
const aJob = (id: string, agoMs: number, prompt = 'a red fox', model = 'flux-dev') => ({
  id,
  createdMs: nowMs - agoMs,
  request: { prompt, model },
})

test('equal prompts are told apart by model, by time, and at last by a number', () => {
  const jobs = [
    aJob('6', 5_000),
    aJob('5', 5_000, 'a red fox', 'flux-2-pro'),
    aJob('4', 6_000),
    aJob('3', 5 * 60_000),
    aJob('2', 3 * 3_600_000),
    aJob('1', 40 * 86_400_000),
  ]

  expect(nameJobs(jobs, nowMs, 'en-US')).toEqual([
    'a red fox · FLUX.1 dev · now',
    'a red fox · FLUX.2 pro · now',
    'a red fox · FLUX.1 dev · now · 2',
    'a red fox · FLUX.1 dev · 5 min. ago',
    'a red fox · FLUX.1 dev · 3 hr. ago',
    'a red fox · FLUX.1 dev · 40 days ago',
  ])
})

test.each([
  ['de', 'ein Fuchs · FLUX.1 dev · vor 5 Min.'],
  ['ja', 'ein Fuchs · FLUX.1 dev · 5 分前'],
  ['pt-BR', 'ein Fuchs · FLUX.1 dev · há 5 min.'],
  ['tlh', 'ein Fuchs · FLUX.1 dev · 5 min. ago'],
])('the time is in the language of the reader: %s', (locale, name) => {
  expect(nameJobs([aJob('1', 5 * 60_000, 'ein Fuchs')], nowMs, locale)).toEqual([name])
})

test('a long prompt is cut for what tells it apart, and a job without visible words has its id', () => {
  expect(nameJobs([aJob('1', 60_000, 'x'.repeat(400)), aJob('42', 60_000, '\u200B\u2063')], nowMs, 'en')).toEqual([
    `${'x'.repeat(73)}… · FLUX.1 dev · 1 min. ago`,
    '42 · FLUX.1 dev · 1 min. ago',
  ])
})

/** Words as people paste them: long, joined emoji, directions, marks in piles, halves of characters. */
const aPrompt = fc.oneof(
  fc.constantFrom(
    '',
    'a red fox',
    '👩‍👩‍👧‍👦'.repeat(40),
    'ع\u202Eשלום'.repeat(20),
    'z\u0351\u0300\u0489'.repeat(60),
    '\uD83D',
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
)

test('whatever the prompts, names are no longer than Discord takes, never the same, and whole characters', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          id: fc.integer({ min: 1, max: 1_000 }).map(String),
          createdMs: fc.integer({ min: nowMs - 10 ** 12, max: nowMs + 10 ** 6 }),
          request: fc.record({
            prompt: aPrompt,
            model: fc.oneof(fc.constantFrom('flux-dev', 'flux-2-pro'), fc.string({ maxLength: 90 })),
          }),
        }),
        { maxLength: 25 },
      ),
      fc.constantFrom('en-US', 'de', 'es-419', 'fr', 'ja', 'pt-BR', 'zh-CN', 'xx'),
      (jobs, locale) => {
        const names = nameJobs(jobs, nowMs, locale)
        expect(new Set(names).size).toBe(jobs.length)
        for (const name of names) {
          expect(name.length).toBeLessThanOrEqual(100)
          expect(name.isWellFormed()).toBe(true)
          expect(name).toMatch(/\S/)
        }
      },
    ),
  )
})
