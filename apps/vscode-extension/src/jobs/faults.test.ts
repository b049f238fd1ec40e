import { readFileSync } from 'node:fs'
import { createFluxClient, fetchTransport } from '@fluxkit/core'
import { createFakeClock } from '@fluxkit/core/testing'
import { createSimulator } from '@fluxkit/simulator'
import { expect, test } from 'vitest'
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

test('the guide has all its rows', () => {
  expect(rows).toHaveLength(21)
})

test.each(rows)(
  '%s: %s',
  async (fault, _, sentence, buttons, accepted) => {
    const clock = createFakeClock()
    await using simulator = createSimulator({ clock, durationsMs: () => 2_000 })
    // Pictures are drawn in real time: the clock stands still meanwhile, or their deadline would come first.
    let drawing = 0
    const transport = fetchTransport(async (input, init) => {
      if (init?.method !== 'GET') return simulator.fetch(input, init)
      drawing += 1
      try {
        const answer = await simulator.fetch(input, init)
        if (fault === 'image-endless') return answer
        return new Response(await answer.arrayBuffer(), answer)
      } catch {
        return await simulator.fetch(input, init)
      } finally {
        drawing -= 1
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
        linkOfSource: async () => '',
        async write(_job, index, picture) {
          extension = picture.extension
          return { index, uri: 'file:///a', width: picture.width, height: picture.height }
        },
        now: () => clock.now(),
      },
      new AbortController().signal,
    ).finally(() => (ended.now = true))
    while (!ended.now)
      if ((await clock.advanceToNextTimer()) === undefined) await new Promise((resolve) => setImmediate(resolve))
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
