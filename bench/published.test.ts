import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { plots as botPlots } from './bot/report.ts'
import type { Results as BotResults } from './bot/results.ts'
import type { Results } from './groups/index.ts'
import { plots } from './report/plots.ts'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const drawn = {
  ...plots(JSON.parse(read('results/latest.json')) as Results),
  ...botPlots(JSON.parse(read('results/bot.json')) as BotResults),
}

// When it fails: `npm run bench -- --from-last --publish`, or the same of `bench:bot`.
test.each(Object.keys(drawn))('the plot %s of the guides shows the published results', (name) => {
  expect(read(`../docs/guides/images/${name}.svg`)).toBe(drawn[name])
})

test('the guides have the plots of both benchmarks', () => {
  expect(Object.keys(drawn)).toEqual(expect.arrayContaining(['requests', 'weight', 'bot-first-answer', 'bot-memory']))
})
