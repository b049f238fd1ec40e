import { expect, test } from 'vitest'
import type { ImageRequest } from './image-requests.ts'
import { resultsOf, type Findings } from './results.ts'

function imageRequest(
  prompt: string,
  times: Pick<ImageRequest, 'acknowledgedMs' | 'deliveredMs'> & { failed?: boolean },
): ImageRequest {
  return { prompt, sentMs: 1_000, reply: undefined as unknown as ImageRequest['reply'], failed: false, ...times }
}

const idle = { rssMb: 100, cpuSeconds: 1, writtenBytes: 0 }
const job = { state: 'succeeded', delivery: 'delivered', submittedMs: 1_100, finishedMs: 3_300, units: 300 }

function findings(changes: Partial<Findings>): Findings {
  return {
    load: { rate: 1, seconds: 2, taskSeconds: 2, imageBytes: 10 },
    machine: { node: '24', cores: 2, loadBefore: 0 },
    imageRequests: [
      imageRequest('a', { acknowledgedMs: 1_040, deliveredMs: 3_400 }),
      imageRequest('b', { acknowledgedMs: 1_060, deliveredMs: 3_500 }),
    ],
    jobs: [
      { ...job, id: '1', prompt: 'a' },
      { ...job, id: '2', prompt: 'b' },
    ],
    tasks: [
      { id: 't1', prompt: 'a', finishedMs: 3_100 },
      { id: 't2', prompt: 'b', finishedMs: 3_200 },
    ],
    stats: { polls: 0, batchPolls: 2, polledIds: 80 } as Findings['stats'],
    requests: new Map([
      ['POST /interactions/{interaction_id}/{interaction_token}/callback', 2],
      ['PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}', 4],
      ['GET /gateway/bot', 1],
    ]),
    usage: {
      start: idle,
      samples: [
        { rssMb: 180, cpuSeconds: 2, writtenBytes: 50_000 },
        { ...idle, cpuSeconds: 3, writtenBytes: 90_000 },
      ],
    },
    ...changes,
  }
}

test('times run from request to answer, from the end at the service to the bot, from there to the channel', () => {
  const { acknowledgedMs, endToKnownMs, knownToDeliveredMs } = resultsOf(findings({}))

  expect(acknowledgedMs).toMatchObject({ p50: 50, max: 60 })
  expect(endToKnownMs).toMatchObject({ p50: 150, max: 200 })
  expect(knownToDeliveredMs).toMatchObject({ p50: 150, max: 200 })
})

test('cost is by order, memory the most of all samples', () => {
  expect(resultsOf(findings({}))).toMatchObject({
    mostInFlight: 2,
    rssStartMb: 100,
    rssMaxMb: 180,
    cpuMsPerJob: 1_000,
    writtenKbPerJob: 45,
    restPerJob: 3,
    tasksPerPoll: 40,
    lost: 0,
    duplicates: 0,
    wrongBooks: 0,
  })
})

test('a paid image that nobody has seen is lost', () => {
  const imageRequests = [
    imageRequest('a', { acknowledgedMs: 1_040, deliveredMs: undefined }),
    imageRequest('b', { acknowledgedMs: 1_060, deliveredMs: 3_500 }),
  ]

  expect(resultsOf(findings({ imageRequests }))).toMatchObject({ lost: 1, duplicates: 0 })
})

test('two tasks for one submission are a duplicate', () => {
  const tasks = [
    { id: 't1', prompt: 'a', finishedMs: 3_100 },
    { id: 't2', prompt: 'b', finishedMs: 3_200 },
    { id: 't3', prompt: 'b', finishedMs: 3_300 },
  ]

  expect(resultsOf(findings({ tasks }))).toMatchObject({ duplicates: 1 })
})

test('a job that was paid for and not booked, or booked and not delivered, is wrong', () => {
  const jobs = [
    { ...job, id: '1', prompt: 'a', units: 0 },
    { ...job, id: '2', prompt: 'b', state: 'failed' },
  ]

  expect(resultsOf(findings({ jobs }))).toMatchObject({ wrongBooks: 2 })
})
