import { readFileSync } from 'node:fs'
import { createFluxClient, fetchTransport } from '@fluxkit/core'
import { beforeAll, expect, test } from 'vitest'
import { english } from '../language/translator.ts'
import { failureText } from '../model/failures/failure-text.ts'
import { aMachine, aNewJob, aWindow } from './fixtures/a-desk.ts'
import { simulated } from './fixtures/simulated.ts'

const guide = readFileSync(new URL('../../../../docs/guides/vscode-faults.md', import.meta.url), 'utf8')
const rows = [...guide.matchAll(/^\| (.*) \|$/gm)]
  .map((match) => (match[1] ?? '').split(' | ').map((cell) => cell.trim().replaceAll('`', '')))
  .filter(([first = '']) => first !== 'fault' && !first.startsWith('--'))

// The client loads the code for downloads when it first needs it. That takes real time, in which the clock of a test would
// run past the deadline of the image.
beforeAll(async () => {
  const transport = fetchTransport(() => Promise.reject(new Error('nothing is requested here')))
  const client = createFluxClient({ token: 'any-token', transport })
  await client.images.download('https://example.com/a.png').catch(() => undefined)
  await client.close()
})

test('the guide has all its rows', () => {
  expect(rows).toHaveLength(37)
})

test.each(rows)('%s: %s', async (fault, _, message, buttons, accepted) => {
  await using world = simulated()
  const { clock, simulator, service } = world
  let extension = ''
  const { desk } = aWindow({ ...aMachine(), clock }, service, {
    host: {
      serviceFor: async () => service,
      async keep(_job, _index, image) {
        extension = image.extension
        return { kept: 'file:///a', width: image.width, height: image.height }
      },
    },
  })
  const prompt = fault === 'none' ? 'a red fox' : `a red fox [sim:${fault}]`
  const job = await clock.until(desk.start(aNewJob({ fields: { prompt, size: '256x256' } })))
  if ('limit' in job) throw new Error('Nothing was submitted.')
  const text = job.failure && failureText({ ...job.failure, traceId: undefined } as never, english)
  const image = `the image${extension === 'jpg' ? ', as .jpg' : ''}`
  expect([
    job.state === 'done' ? image : text?.message,
    text?.actions.join(', ') ?? '',
    simulator.stats.accepted,
  ]).toEqual([message, buttons, Number(accepted)])
  await clock.until(desk.close())
})
