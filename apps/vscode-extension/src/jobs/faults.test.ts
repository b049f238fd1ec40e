import { readFileSync } from 'node:fs'
import { createFluxClient, fetchTransport } from '@fluxkit/core'
import { createFakeClock } from '@fluxkit/core/testing'
import { createSimulator } from '@fluxkit/simulator'
import { beforeAll, expect, test } from 'vitest'
import { failureText } from '../model/failures/failure-text.ts'
import { aJob } from '../model/jobs/fixture.ts'
import { createFluxService } from '../service/flux-service.ts'
import { runJob } from './run-job.ts'

const guide = readFileSync(new URL('../../../../docs/guides/vscode-faults.md', import.meta.url), 'utf8')
const rows = [...guide.matchAll(/^\| (.*) \|$/gm)]
  .map((match) => (match[1] ?? '').split(' | ').map((cell) => cell.trim().replaceAll('`', '')))
  .filter(([first = '']) => first !== 'fault' && !first.startsWith('--'))

const english = (message: string, ...args: (string | number)[]): string =>
  message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)]))

// The client loads the code for downloads when it first needs it. That takes real time, in which the clock of a test would
// run past the deadline of the picture.
beforeAll(async () => {
  const transport = fetchTransport(() => Promise.reject(new Error('nothing is asked here')))
  const client = createFluxClient({ token: 'any-token', transport })
  await client.images.download('https://example.com/a.png').catch(() => undefined)
  await client.close()
})

test('the guide has all its rows', () => {
  expect(rows).toHaveLength(22)
})

test.each(rows)(
  '%s: %s',
  async (fault, _, sentence, buttons, accepted) => {
    const clock = createFakeClock()
    await using simulator = createSimulator({ clock, durationsMs: () => 2_000 })
    // Pictures are drawn and read in real time: the clock stands still meanwhile, or their deadline would come first.
    const busy = { count: 0 }
    const transport = fetchTransport(async (input, init) => {
      if (init?.method !== 'GET') return simulator.fetch(input, init)
      busy.count += 1
      try {
        const answer = await simulator.fetch(input, init)
        return answer.ok && answer.body !== null ? new Response(counted(answer.body, busy), answer) : answer
      } finally {
        busy.count -= 1
      }
    })
    const client = createFluxClient({
      token: 'any-token',
      baseUrl: 'http://127.0.0.1:1',
      transport,
      clock,
      random: () => 0.5,
    })
    let extension = ''
    const prompt = fault === 'none' ? 'a red fox' : `a red fox [sim:${fault}]`
    const ended = { now: false }
    const end = runJob(
      aJob({ prompt, size: '256x256' }),
      {
        service: createFluxService(client),
        save: async () => undefined,
        linkOfSource: async () => ({ url: '' }),
        async write(_job, index, picture) {
          extension = picture.extension
          return { index, uri: 'file:///a', width: picture.width, height: picture.height }
        },
        now: () => clock.now(),
      },
      new AbortController().signal,
    ).finally(() => (ended.now = true))
    while (!ended.now) {
      for (let turn = 0; turn < 20; turn++) {
        await new Promise((resolve) => setImmediate(resolve))
      }
      if (busy.count === 0) await clock.advanceToNextTimer()
    }
    const job = await end
    const text = job.failure && failureText({ ...job.failure, traceId: undefined } as never, english)
    const shown = job.state === 'done' ? `the picture${extension === 'jpg' ? ', as .jpg' : ''}` : text?.message
    expect([shown, text?.actions.join(', ') ?? '', simulator.stats.accepted]).toEqual([
      sentence,
      buttons,
      Number(accepted),
    ])
    await client.close()
  },
  20_000,
)

/** The same bytes; counts as busy until the last one was read, or nobody wants more. */
function counted(body: ReadableStream<Uint8Array>, busy: { count: number }): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  busy.count += 1
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done) return controller.enqueue(value)
        controller.close()
      } catch (error) {
        controller.error(error)
      }
      busy.count -= 1
    },
    async cancel(reason) {
      busy.count -= 1
      await reader.cancel(reason)
    },
  })
}
