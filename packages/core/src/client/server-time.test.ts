import { expect, test } from 'vitest'
import type { TransportRequest } from '../http/transport.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { observeServerTime, type ServerTime } from './server-time.ts'

const origin = 'https://api.example.com'

/** One answer with a `Date` header, so many milliseconds after its request; the client's clock starts at 10:00:00. */
async function after(
  date: string | undefined,
  tookMs: number,
  request: Partial<TransportRequest> = {},
): Promise<ServerTime> {
  const clock = createFakeClock(Date.UTC(2026, 0, 1, 10))
  const time = observeServerTime(
    async () => {
      await clock.advance(tookMs)
      return { status: 200, header: (name) => (name === 'date' ? date : undefined), body: [] as never }
    },
    clock,
    origin,
  )
  const call = { method: 'POST', url: new URL(`${origin}/flux/tasks`), headers: {}, network: 'api' } as const
  await time.transport({ ...call, signal: new AbortController().signal, ...request })
  return time
}

test('is learned from an answer, as of the middle of its way', async () => {
  expect((await after('Thu, 01 Jan 2026 10:00:05 GMT', 200)).offsetMs()).toBe(5_400)
})

test.each([
  ['no header', undefined, 0, {}],
  ['a header that is not a date', 'soon', 0, {}],
  ['an answer that took long', 'Thu, 01 Jan 2026 10:00:05 GMT', 5_001, {}],
  ['another host', 'Thu, 01 Jan 2026 10:00:05 GMT', 0, { url: new URL('https://platform.example.com/') }],
  ['the host of an image', 'Thu, 01 Jan 2026 10:00:05 GMT', 0, { network: 'public' as const }],
])('is not learned from %s', async (_, date, tookMs, request) => {
  expect((await after(date, tookMs, request)).offsetMs()).toBeUndefined()
})
