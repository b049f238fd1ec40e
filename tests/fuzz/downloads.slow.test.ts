import { createFluxClient } from '@fluxkit/core'
import { isPublicHost } from '@fluxkit/core/images'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutAt } from './support/arbitraries.ts'
import { fuzzRun } from './support/fuzz-run.ts'
import { createLeapClock } from './support/leap-clock.ts'
import { createNetwork, type Fate } from './support/network.ts'
import { sampleImages } from './support/images.ts'
import { token } from './support/secrets.ts'

const cat = 'https://cdn.example.com/cat.png'

test('an image that is there arrives, byte for byte, however its host answers on the way', async () => {
  const image = fc.constantFrom(...sampleImages)
  const headers = fc.record(
    {
      'content-length': fc.constantFrom('0', '7', 'ten', '12, 12', '-1', '', '1e1'),
      'content-type': fc.constantFrom('text/html', 'application/octet-stream', ''),
      location: fc.constantFrom('/elsewhere', 'file:///etc/passwd'),
    },
    { requiredKeys: [] },
  )
  const passing = fc.constantFrom<Fate>(
    'not-sent',
    'lost',
    { status: 503, headers: { 'retry-after': '1' }, chunks: [], end: 'whole', delayMs: 0 },
    { status: 429, headers: {}, chunks: [new Uint8Array(10)], end: 'stalled', delayMs: 10 },
    { status: 200, headers: {}, chunks: [sampleImages[1]!.subarray(0, 60)], end: 'cut', delayMs: 0 },
    { status: 200, headers: {}, chunks: [sampleImages[2]!.subarray(0, 60)], end: 'whole', delayMs: 0 },
    { status: 302, headers: { location: '/moved.png' }, chunks: [], end: 'stalled', delayMs: 0 },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(passing, { maxLength: 3 }),
      image,
      fc.array(fc.nat(90), { maxLength: 12 }),
      headers,
      async (before, bytes, cuts, more) => {
        const clock = createLeapClock()
        const network = createNetwork(
          clock,
          (_, index) =>
            before[index] ?? {
              status: 200,
              headers: { ...more },
              chunks: cutAt(bytes, cuts),
              end: 'whole',
              delayMs: 0,
            },
        )
        const flux = createFluxClient({ token, transport: network.transport, clock })
        const done = flux.images.download(cat)
        await clock.until(done, 120_000)
        expect(Buffer.from((await done).bytes).equals(Buffer.from(bytes))).toBe(true)
        expect([network.openBodies, clock.pendingTimers]).toEqual([0, 0])
      },
    ),
    fuzzRun(70),
  )
})

test('redirects lead to no address that is not public, and no token goes along', async () => {
  const target = fc.oneof(
    fc.constantFrom(
      '/next',
      '//cdn.example.org/x',
      'https://cdn.example.org/y?z=1',
      'http://cdn.example.org/',
      'https://user:pw@cdn.example.org/',
      'https://127.0.0.1/',
      'https://0x7f.1/',
      'https://[::1]/',
      'https://[64:ff9b::a9fe:a9fe]/',
      'https://localhost./',
      'https://metadata.internal/',
      'file:///etc/passwd',
      'https://',
      '\\\\evil.example.org',
      '',
    ),
    fc.webUrl(),
    fc.ipV4().map((host) => `https://${host}/`),
    fc.ipV6().map((host) => `https://[${host}]/`),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(target, { minLength: 1, maxLength: 8 }), async (targets) => {
      const clock = createLeapClock()
      const network = createNetwork(clock, (_, index) => ({
        status: 307,
        headers: { location: targets[index % targets.length] ?? '' },
        chunks: [],
        end: 'stalled',
        delayMs: 0,
      }))
      const flux = createFluxClient({ token, transport: network.transport, clock })
      const done = flux.images.download(cat).catch((error: unknown) => error)
      await clock.until(done, 120_000)
      const requested = network.requests.map(({ url }) => url)
      expect(requested.filter(({ hostname, protocol }) => protocol !== 'https:' || !isPublicHost(hostname))).toEqual([])
      expect(requested.filter(({ username, password }) => username || password)).toEqual([])
      expect(network.requests.filter(({ headers }) => 'authorization' in headers)).toEqual([])
      expect(await done).toMatchObject({ charged: 'yes' })
      expect(network.openBodies).toBe(0)
    }),
    fuzzRun(70),
  )
})
