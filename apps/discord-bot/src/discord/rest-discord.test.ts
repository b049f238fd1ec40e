import { REST } from 'discord.js'
import { expect, onTestFinished, test } from 'vitest'
import { createRestDiscord } from './rest-discord.ts'

interface Sent {
  readonly url: string
  readonly body: unknown
  readonly contentType: string | null
}

function aRest(sent: Sent[], name: string): REST {
  const rest = new REST({
    api: `http://${name}.invalid`,
    makeRequest: (url, init) => {
      sent.push({ url, body: init.body, contentType: new Headers(init.headers as HeadersInit).get('content-type') })
      const answer = new Response('{"id":"1","channel_id":"2"}', { headers: { 'content-type': 'application/json' } })
      return Promise.resolve(answer as unknown as Awaited<ReturnType<REST['options']['makeRequest']>>)
    },
  }).setToken('a-token')
  onTestFinished(() => {
    rest.clearHandlerSweeper()
    rest.clearHashSweeper()
  })
  return rest
}

const clients = (sent: Sent[]) => ({
  rest: aRest(sent, 'bot'),
  interactions: aRest(sent, 'interactions'),
  callbacks: aRest(sent, 'callbacks'),
})
const answerTo = { applicationId: '100000000000000001', token: 'secret' }

test('images are uploaded in one piece: a form of streams that breaks off would end the process', async () => {
  const sent: Sent[] = []
  const discord = createRestDiscord(clients(sent), () => undefined)
  const files = [{ name: 'flux-1.png', alt: 'a fox', bytes: Buffer.from('PNG') }]
  await discord.editReply(answerTo, { components: [], files })
  await discord.post('100000000000000002', { components: [], files }, 'nonce')

  expect(sent.map(({ body }) => body instanceof Uint8Array)).toEqual([true, true])
  expect(sent.map(({ contentType }) => contentType?.split(';')[0])).toEqual([
    'multipart/form-data',
    'multipart/form-data',
  ])
})

test('what answers an interaction goes another way than posts: it is not counted under their limit', async () => {
  const sent: Sent[] = []
  const discord = createRestDiscord(clients(sent), () => undefined)
  const view = { components: [] }
  await discord.defer({ ...answerTo, id: '100000000000000003' }, { ephemeral: false })
  await discord.editReply(answerTo, view)
  await discord.followUp(answerTo, view, { ephemeral: true })
  await discord.deleteReply(answerTo)
  await discord.post('100000000000000002', view, 'nonce')
  await discord.openDirect('100000000000000004')

  expect(sent.map(({ url }) => new URL(url).hostname)).toEqual([
    'callbacks.invalid',
    'interactions.invalid',
    'interactions.invalid',
    'interactions.invalid',
    'bot.invalid',
    'bot.invalid',
  ])
})
