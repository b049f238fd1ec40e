import { describe, expect, test } from 'vitest'
import { withImages } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

async function outcome(bot: TestBot, prompt: string): Promise<string> {
  const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt })
  return (await reply.message.until((message) => message.text.includes('couldn’t be made'))).text
}

describe('when the service does not deliver', () => {
  test('a refused prompt, a used-up balance and a failed task are reported and not charged', async () => {
    await using bot = await startBot()

    const moderated = await outcome(bot, 'a fox [sim:moderation]')
    expect(moderated).toContain('The service refused the prompt or the image.')
    expect(moderated).toContain('You were not charged.')
    expect(moderated).toMatch(/Reference: \d+/)
    expect(await outcome(bot, 'a fox [sim:error code=used_up]')).toContain('The balance of this bot is used up.')
    expect(await outcome(bot, 'a fox [sim:task-fails]')).toContain('You were not charged.')
    expect(await outcome(bot, 'a fox [sim:bare-failure]')).toContain('the operator may have been')

    const ledger = await bot.store.jobs.ledger()
    expect(ledger.reduce((sum, row) => sum + row.units, 0)).toBe(0)
    expect(ledger.reduce((sum, row) => sum + row.images, 0)).toBe(0)
  })

  test('a submission whose answer was lost is never sent again', async () => {
    await using bot = await startBot()

    const text = await outcome(bot, 'a fox [sim:reset-before]')

    expect(text).toContain('we don’t know whether the request was accepted')
    expect(bot.flux.stats.submissions).toBe(1)
    expect(await bot.store.jobs.countByState()).toEqual([{ state: 'unknown', model: 'flux-dev', count: 1 }])
  })

  test('a submission whose answer was lost is found among the tasks of the account, and the image is posted', async () => {
    await using bot = await startBot()
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox [sim:reset-after]' })

    await withImages(reply)

    expect(bot.flux.tasks).toHaveLength(1)
    const ledger = await bot.store.jobs.ledger()
    expect(ledger.reduce((sum, { units }) => sum + units, 0)).toBe(300)
  })

  test('a submission whose answer was lost is completed by the callback, and the image is posted', async () => {
    await using bot = await startBot({ FLUXKIT_PUBLIC_URL: 'http://127.0.0.1:18789', FLUXKIT_PORT: '18789' })
    const reply = await bot.anna.slash(bot.channel, 'flux generate', {
      prompt: 'a fox [sim:reset-after] [sim:error operation=poll code=bad_request times=1]',
    })

    await withImages(reply)

    expect(bot.flux.tasks).toHaveLength(1)
    expect(await bot.store.jobs.countByState()).toEqual([{ state: 'succeeded', model: 'flux-dev', count: 1 }])
    const ledger = await bot.store.jobs.ledger()
    // What was reserved stayed reserved, and is what it cost.
    expect(ledger.map(({ kind, units }) => [kind, units])).toEqual([['reserve', 300]])
  })

  test.each(['string', 'nested'] as const)(
    'an error that shows the accepted task (%s) costs once and delivers its image',
    async (shape) => {
      await using bot = await startBot()
      bot.flux.faults.add({ kind: 'error-with-task', shape, status: 500 })
      const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a paid fox' })

      await reply.message.until((message) => message.images.length > 0, 20_000)

      expect(bot.flux.tasks).toHaveLength(1)
      expect((await bot.store.jobs.ledger()).map(({ kind, units }) => [kind, units])).toEqual([['reserve', 300]])
    },
  )

  test('a busy service gets the submission again later', async () => {
    await using bot = await startBot()
    const reply = await bot.anna.slash(bot.channel, 'flux generate', {
      prompt: 'a fox [sim:429 times=1 retry-after=1]',
    })

    await withImages(reply)
    expect(bot.flux.tasks).toHaveLength(1)
  })
})
