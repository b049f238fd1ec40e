import { afterAll, beforeEach, expect, test } from 'vitest'
import { commands, components } from './registry.ts'
import { createConversation } from '../pipeline/conversation.ts'
import { openTestStore } from '../test/open-test-store.ts'
import { aRequest, startMs } from '../test/builders.ts'
import { facts, putJob } from '../test/put-job.ts'
import { parseCustomId } from '../discord/custom-id.ts'

// Users cannot write custom ids, but anyone with a user's token can send any.

const store = await openTestStore()
afterAll(() => store.close())

const secret = 'a secret wish'
const [mine, elsewhere, draft, open, done] = ['11', '12', '13', '14', '15'] as const
let sent = ''
let interactionId = 50
beforeEach(async () => {
  sent = ''
  if (await store.jobs.get(mine)) return
  await putJob(store, { id: mine, request: { prompt: secret, private: true } })
  await putJob(store, { id: elsewhere, request: { prompt: secret }, place: { guildId: '999' } })
  await putJob(store, { id: open, request: { prompt: 'for all to see' } })
  await putJob(store, { id: done, request: { prompt: secret } }, facts.done())
  const request = aRequest({ prompt: secret, action: 'edit', imageUrl: 'https://cdn.test/secret.png' })
  await store.drafts.put({ id: draft, userId: '300', createdMs: startMs, request, pictureUrls: ['https://cdn.test/a'] })
})

/** What somebody else, even a moderator of server 100, gets to see and do. */
async function forge(customId: string, isModerator = false, job: string = mine, channelId = '200'): Promise<string> {
  const note = async (...args: readonly unknown[]): Promise<void> => {
    sent += JSON.stringify(args, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
  }
  const discord = new Proxy({}, { get: () => note })
  const interaction = {
    id: String(interactionId++),
    userId: '666',
    guildId: '100',
    channelId,
    locale: 'en-US',
    customId,
    values: ['0'],
    fields: { text: 'x' },
    messageImages: [{ url: 'https://cdn.test/b.png', name: 'b', sizeBytes: 1 }],
    messageIsEphemeral: false,
    botPermissions: (1n << 40n) - 1n,
    userPermissions: isModerator ? (1n << 40n) - 1n : 0n,
    attachments: {},
    options: { job, image: job, prompt: job },
  }
  const conversation = createConversation(discord as never, interaction as never, 'USD', () => undefined)
  const tools = { store, discord, clock: { now: () => startMs }, config: { FLUXKIT_PRICES: {} }, images: {} }
  const id = parseCustomId(customId)
  const handler = id ? components[id.verb] : undefined
  await (id && handler
    ? handler(tools as never, conversation, id)
    : commands[customId]?.run(tools as never, conversation))
  return sent
}

test.each(['a', 'v', 'e', 'u', 'd', 'D', 'r', 'R', 'c', 'o'])(
  'a forged custom id shows nothing of a private image and changes nothing: f1:%s',
  async (letter) => {
    expect(await forge(`f1:${letter}:${mine}`, true)).not.toContain(secret)
    expect(sent).toMatch(/isn’t known here|Only its owner|aren’t set up here/)
    expect(await store.jobs.get(mine)).toMatchObject({ state: 'queued', request: { prompt: secret } })
  },
)

test.each(['a', 'v', 'e', 'u', 'd', 'D'])('nor of an image of another server: f1:%s', async (letter) => {
  expect(await forge(`f1:${letter}:${elsewhere}`, true)).not.toContain(secret)
  expect(sent).toContain('isn’t known here')
})

test.each(['a', 'v', 'e', 'u', 'd', 'D'])(
  'nor of one in another channel, which they may not see or do not moderate: f1:%s',
  async (letter) => {
    expect(await forge(`f1:${letter}:${open}`, true, open, '201')).not.toContain('for all to see')
    expect(sent).toContain('isn’t known here')
  },
)

test.each(['t', 's', 'p', 'm'])('a draft is its author’s: f1:%s', async (letter) => {
  expect(await forge(`f1:${letter}:${draft}`)).not.toContain('secret')
  expect(sent).toContain('isn’t known here')
  expect(await store.jobs.get('50')).toBeUndefined()
})

test.each(['d', 'D', 'c'])('an image that everybody sees is still not everybody’s: f1:%s', async (letter) => {
  expect(await forge(`f1:${letter}:${open}`)).toContain('Only its owner')
  expect((await store.jobs.get(open))?.state).toBe('queued')
})

test.each(['h', 'x'])('pages and erasure are the user’s own: f1:%s', async (letter) => {
  expect(await forge(`f1:${letter}:300`, true)).toContain('Only its owner')
  expect((await store.jobs.get(mine))?.request.prompt).toBe(secret)
})

test.each(['flux show', 'flux cancel'])('the options of /%s open nobody else’s jobs', async (name) => {
  expect(await forge(name, true)).not.toContain(secret)
  expect((await store.jobs.get(mine))?.state).toBe('queued')
})

test.each(['flux show', 'flux history'])('/%s shows nobody else’s finished images', async (name) => {
  expect(await forge(name, true, done)).toContain('isn’t known here')
  expect(sent).not.toContain(secret)
})
