import { expect, test } from 'vitest'
import { startRawBot, type RawBot } from '../testing/raw-bot.ts'

/** Five messages of the bot, `1` to `5`. @returns their ids */
async function postFive(bot: RawBot): Promise<string[]> {
  const ids: string[] = []
  for (const content of ['1', '2', '3', '4', '5']) {
    const { body } = await bot.call('POST', `/channels/${bot.channel.id}/messages`, { content, nonce: `n${content}` })
    ids.push(body.id)
  }
  return ids
}

async function read(bot: RawBot, query: string): Promise<string> {
  const { body } = await bot.call('GET', `/channels/${bot.channel.id}/messages?${query}`)
  return body.map((message: { content: string }) => message.content).join('')
}

test('the newest come first; `before`, `after` and `around` say where, `limit` how many', async () => {
  await using bot = await startRawBot()
  const [first, , third, , fifth] = await postFive(bot)

  expect(await read(bot, '')).toBe('54321')
  expect(await read(bot, 'limit=2')).toBe('54')
  expect(await read(bot, `before=${third}`)).toBe('21')
  expect(await read(bot, `after=${third}`)).toBe('54')
  expect(await read(bot, `after=${fifth}`)).toBe('')
  expect(await read(bot, `around=${third}&limit=3`)).toBe('432')
  // What comes next after the anchor, not the newest of all.
  expect(await read(bot, `after=${first}&limit=2`)).toBe('32')
})

test('deleted and ephemeral messages are not among them', async () => {
  await using bot = await startRawBot()
  const [, second] = await postFive(bot)
  await bot.call('DELETE', `/channels/${bot.channel.id}/messages/${second}`)

  expect(await read(bot, '')).toBe('5431')
})

test('only the answer to its own post carries a nonce', async () => {
  await using bot = await startRawBot()
  const path = `/channels/${bot.channel.id}/messages`
  const posted = await bot.call('POST', path, { content: 'a', nonce: 'job-1', enforce_nonce: true })
  const listed = await bot.call('GET', path)

  expect(posted.body.nonce).toBe('job-1')
  expect(listed.body[0].id).toBe(posted.body.id)
  expect(listed.body[0].nonce).toBeUndefined()
})

test('without Read Message History the list is empty, not refused; a single message gets 50013', async () => {
  await using bot = await startRawBot()
  const [first] = await postFive(bot)
  bot.channel.denyBot('ReadMessageHistory')

  expect(await read(bot, '')).toBe('')
  expect(await bot.call('GET', `/channels/${bot.channel.id}/messages/${first}`)).toMatchObject({
    body: { code: 50_013 },
  })
})

test.each(['limit=0', 'limit=101', 'limit=x', 'after=x', 'before=', 'around=-1'])('%s gets 50035', async (query) => {
  await using bot = await startRawBot()
  const answer = await bot.call('GET', `/channels/${bot.channel.id}/messages?${query}`)

  expect(answer).toMatchObject({ status: 400, body: { code: 50_035 } })
  bot.simulator.validator.takeFailures()
})
