import { expect, test } from 'vitest'
import { untilEnd } from '../ops/until-end.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

// Discord closes for good in the middle of a submission: its answer is the only thing that names the image.

const never = new Promise<void>(() => undefined)

test.each<[number, (bot: TestBot) => Promise<void>]>([
  [4004, async (bot) => bot.discord.gateway.close(4004)],
  [4011, async (bot) => bot.discord.gateway.close(4011)],
  [401, refuseToken],
])(
  'after %d the submission on its way keeps its answer, and the next process delivers its image',
  async (code, end) => {
    await using bot = await startBot({}, { interactions: 'gateway' })
    const ended = untilEnd(bot.app, never).then(
      () => 'stopped',
      (error: unknown) => String(error),
    )
    const prompt = 'a fox on its way [sim:slow ms=9000]'
    const reply = await bot.anna.slash(bot.channel, 'flux generate', { prompt })
    const stateOf = async () => (await bot.store.jobs.get(reply.interactionId))?.state
    await bot.soon(async () => (await stateOf()) === 'submitting')
    await end(bot)

    expect(await bot.clock.until(ended)).toContain(String(code))
    expect(await stateOf()).toBe('running')
    bot.discord.faults.clear()
    await bot.startPeer()
    await bot.soon(async () => (await bot.store.jobs.get(reply.interactionId))?.delivery === 'delivered')
    expect(bot.flux.tasks.filter((task) => task.prompt === prompt)).toHaveLength(1)
  },
)

/** The first request with the bot's own token is refused: a result that can't answer its interaction any more. */
async function refuseToken(bot: TestBot): Promise<void> {
  bot.discord.faults.add({ kind: 'error', code: 50_027, method: 'PATCH', times: 99 })
  bot.discord.faults.add({
    kind: 'server-error',
    status: 401,
    method: 'POST',
    route: '/channels/{channel_id}/messages',
  })
  await bot.bert.slash(bot.channel, 'flux generate', { prompt: 'a quick fox' })
}
