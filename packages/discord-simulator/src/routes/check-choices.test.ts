import { expect, test } from 'vitest'
import { startRawBot } from '../testing/raw-bot.ts'

async function statusOf(choices: unknown): Promise<number> {
  await using bot = await startRawBot()
  const seen = bot.anna.autocomplete(bot.channel, 'flux', 'model', { model: 'a' }).catch(() => undefined)
  const { status } = await bot.respond({ type: 8, data: { choices } })
  bot.simulator.validator.takeFailures()
  // Whatever was refused is over after 3 s.
  await bot.clock.advance(3_000)
  await seen
  return status
}

const many = (count: number): unknown[] => Array.from({ length: count }, (_, n) => ({ name: `n${n}`, value: `v${n}` }))

test.each([
  ['none', [], 204],
  ['25', many(25), 204],
  ['26', many(26), 400],
  ['a name of 101', [{ name: 'n'.repeat(101), value: 'v' }], 400],
  ['a value of 101', [{ name: 'n', value: 'v'.repeat(101) }], 400],
  ['a choice without a value', [{ name: 'n' }], 400],
  ['a text', 'n', 400],
])('autocomplete choices: %s', async (_name, choices, status) => {
  expect(await statusOf(choices)).toBe(status)
})

test('choices are for autocomplete only, and autocomplete for choices only', async () => {
  await using bot = await startRawBot()
  bot.anna.sendSlash(bot.channel, 'flux', { prompt: 'a' })
  expect(await bot.respond({ type: 8, data: { choices: [] } })).toMatchObject({ status: 400, body: { code: 50_035 } })
})
