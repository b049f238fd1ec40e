import {
  checkRequest,
  createFluxClient,
  FluxError,
  type FluxRequest,
  isFluxError,
  type WaitOptions,
} from '@fluxkit/core'
import { createImageScanner, identifyImage, type ImageScan, isPublicHost } from '@fluxkit/core/images'
import { safeFileName } from '@fluxkit/core/node'
import { anErrorAnswer } from '@fluxkit/core/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutAt } from './support/arbitraries.ts'
import { fuzzRun } from './support/fuzz-run.ts'
import { createLeapClock } from './support/leap-clock.ts'
import { createNetwork, type Fate } from './support/network.ts'
import { brokenImages, sampleImages } from './support/images.ts'
import { token } from './support/secrets.ts'

const encoder = new TextEncoder()

function answer(status: number, body: object, headers: Record<string, string> = {}): Fate {
  return { status, headers, chunks: [encoder.encode(JSON.stringify(body))], end: 'whole', delayMs: 0 }
}

/** What plain JavaScript can pass where types promise something else. */
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withMap: true, withTypedArray: true }),
  fc.constantFrom<unknown>(Symbol('a'), () => 1, Object.create(null), new Proxy({}, {}), Number.NaN, -0, Infinity),
)

describe('requests from plain JavaScript', () => {
  const field = fc.constantFrom(
    'action',
    'prompt',
    'model',
    'size',
    'count',
    'imageUrl',
    'callbackUrl',
    'allowUnknownModel',
    'toString',
    '__proto__',
  )
  const value = fc.oneof(
    anything,
    fc.constantFrom<unknown>(
      'generate',
      'edit',
      'flux-dev',
      'flux-kontext-max',
      '1024x1024',
      '16:9',
      '1e3x1e3',
      ' 512 × 512 ',
      'https://example.com/cat.png',
      true,
      2,
    ),
  )
  const requests = fc.oneof(anything, fc.dictionary(field, value))

  test('are sent only when nothing is wrong with them, and otherwise refused by an error that names each field', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const clock = createLeapClock()
        const network = createNetwork(clock, () => answer(200, { task_id: 'task-1' }))
        const flux = createFluxClient({ token, transport: network.transport, clock })
        const error = await flux.submit(request as FluxRequest).then(
          () => undefined,
          (thrown: unknown) => thrown,
        )
        const issues = checkRequest(request as FluxRequest)
        expect(network.requests.length).toBe(issues.length === 0 ? 1 : 0)
        expect(issues.length === 0 ? [] : [(error as FluxError).code]).toEqual(
          issues.length === 0 ? [] : ['invalid_request'],
        )
        // On one line, and short however long the value was.
        expect(issues.filter(({ message }) => message.length > 400 || /\p{Cc}/u.test(message))).toEqual([])
      }),
      fuzzRun(300),
    )
  })

  test('are sent as they were meant, only in the spelling of the vendor', async () => {
    const spelling = new Set(['action', 'prompt', 'model', 'size', 'count', 'image_url', 'callback_url', 'async'])
    await fc.assert(
      fc.asyncProperty(
        fc.record(
          {
            action: fc.constant('generate' as const),
            prompt: fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.trim() !== ''),
            size: fc.constantFrom<string>('1024x1024', ' 512 × 512 '),
            count: fc.integer({ min: 1, max: 9 }),
          },
          { requiredKeys: ['action', 'prompt'] },
        ),
        async (request) => {
          const clock = createLeapClock()
          const network = createNetwork(clock, () => answer(200, { task_id: 'task-1' }))
          await createFluxClient({ token, transport: network.transport, clock }).submit(request)
          const sent = JSON.parse(network.requests[0]!.body as string) as Record<string, unknown>
          expect(Object.keys(sent).filter((key) => !spelling.has(key))).toEqual([])
          // JSON has no lone surrogates: they are the one thing that cannot be sent as it is.
          expect(sent['prompt']).toBe(request.prompt.isWellFormed() ? request.prompt : sent['prompt'])
          expect([sent['size'], sent['count']]).toEqual([
            request.size?.replace(' × ', 'x').trim() ?? '1024x1024',
            request.count ?? 1,
          ])
        },
      ),
      fuzzRun(30),
    )
  })

  test('limits of a wait that are not numbers never make one poll follow another without a pause', async () => {
    const limit = fc.constantFrom<unknown>(Number.NaN, -1, 0, null, undefined, 1_000, 1e308)
    await fc.assert(
      fc.asyncProperty(limit, limit, async (deadlineMs, submittedAtMs) => {
        const clock = createLeapClock()
        const network = createNetwork(clock, () => answer(200, { items: [{ id: 'task-1' }] }))
        const flux = createFluxClient({ token, transport: network.transport, clock })
        const ended = flux.tasks
          .wait('task-1', { deadlineMs, submittedAtMs } as WaitOptions)
          .catch((error: unknown) => error)
        await clock.advance(60_000)
        await flux.close()
        expect(isFluxError(await ended)).toBe(true)
        expect(network.requests.length).toBeLessThanOrEqual(60_000 / 450 + 2)
        expect(clock.pendingTimers).toBe(0)
      }),
      fuzzRun(30),
    )
  })
})

describe('Retry-After', () => {
  const days = fc.constantFrom('Mon', 'Sunday', 'Foo', '')
  const text = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[-+0-9.eE ]{1,12}$/),
    fc.bigInt({ min: 0n, max: 10n ** 400n }).map(String),
    fc.date({ noInvalidDate: false }).map(String),
    fc.tuple(days, fc.string(), fc.nat(99)).map(([day, rest, hour]) => `${day}, ${rest} ${hour}:00:00 GMT`),
  )

  test('whatever it says, the wait is bounded and the error gives a time or none', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (retryAfter) => {
        const clock = createLeapClock()
        const limited = answer(429, anErrorAnswer('too_many_requests'), { 'retry-after': retryAfter })
        const network = createNetwork(clock, () => limited)
        const flux = createFluxClient({ token, transport: network.transport, clock })
        const ended = flux.submit({ action: 'generate', prompt: 'a cat' }).catch((error: unknown) => error)
        // Three pauses of at most a minute and a little jitter.
        await clock.until(ended, 3 * 60_500)
        const error = (await ended) as FluxError & { retryAfterMs?: number }
        expect(error.code).toBe('too_many_requests')
        expect(error.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0)
      }),
      fuzzRun(60),
    )
  })
})

describe('images with flipped bits and foreign pieces', () => {
  const byChunks = (chunks: readonly Uint8Array[]): ImageScan | undefined => {
    const scanner = createImageScanner()
    for (const chunk of chunks) scanner.push(chunk)
    return scanner.finish()
  }

  test('are read the same, in whatever pieces they come', () => {
    fc.assert(
      fc.property(brokenImages, fc.array(fc.nat(30), { maxLength: 40 }), (bytes, cuts) => {
        expect(byChunks(cutAt(bytes, cuts))).toEqual(identifyImage(bytes))
      }),
      fuzzRun(600),
    )
  })

  test('have a size in whole pixels or are not images', () => {
    fc.assert(
      fc.property(brokenImages, (bytes) => {
        const { width, height } = identifyImage(bytes) ?? { width: 1, height: 1 }
        expect([width, height].every((side) => Number.isSafeInteger(side) && side > 0)).toBe(true)
      }),
      fuzzRun(600),
    )
  })

  test('are whole no earlier than at their last byte', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sampleImages), fc.nat(), (bytes, at) => {
        expect(identifyImage(bytes)?.complete).toBe(true)
        expect(identifyImage(bytes.subarray(0, at % bytes.length))?.complete ?? false).toBe(false)
      }),
      fuzzRun(300),
    )
  })
})

describe('addresses', () => {
  const part = fc.integer({ min: 0, max: 255 })
  const special = fc.constantFrom(
    [10, 0, 0, 1],
    [127, 0, 0, 1],
    [169, 254, 169, 254],
    [192, 168, 1, 1],
    [100, 64, 0, 1],
  )
  const parts = fc.oneof(fc.array(part, { minLength: 4, maxLength: 4 }), special)
  const hex = (value: number): string => value.toString(16)

  test('an IPv4 address is checked the same in every spelling', () => {
    fc.assert(
      fc.property(parts, ([a = 0, b = 0, c = 0, d = 0]) => {
        const number = ((a * 256 + b) * 256 + c) * 256 + d
        const spellings = [
          String(number),
          `0x${hex(number)}`,
          [a, b, c, d].map((each) => `0${each.toString(8)}`).join('.'),
          `${a}.${b}.${c * 256 + d}`,
          `${a}.${b}.${c}.${d}.`,
          `[::ffff:${a}.${b}.${c}.${d}]`,
          `::ffff:${hex(a * 256 + b)}:${hex(c * 256 + d)}`,
          `64:ff9b::${hex(a * 256 + b)}:${hex(c * 256 + d)}`,
        ]
        const verdict = isPublicHost(`${a}.${b}.${c}.${d}`)
        expect(spellings.filter((spelling) => isPublicHost(spelling) !== verdict)).toEqual([])
      }),
      fuzzRun(500),
    )
  })

  test('this machine is not public, whatever a URL puts around its name', () => {
    const mark = fc.constantFrom(
      '%6c',
      '。',
      '．',
      'ｌ',
      '\u00ad',
      '.',
      '@',
      '[',
      ']',
      ':80',
      '%00',
      'localhost',
      '127.1',
    )
    const host = fc.array(fc.oneof(mark, fc.string({ maxLength: 4 })), { maxLength: 5 }).map((all) => all.join(''))
    fc.assert(
      fc.property(
        host,
        fc.constantFrom('localhost', 'LOCALHOST', 'localhost.', 'ｌocalhost', 'local%68ost'),
        (text, end) => {
          const link = `http://${text}${end}`
          const { hostname } = URL.canParse(link) ? new URL(link) : { hostname: 'localhost' }
          const isHere = /(^|\.)localhost\.?$/.test(hostname)
          expect(isHere && isPublicHost(hostname)).toBe(false)
        },
      ),
      fuzzRun(300),
    )
  })
})

test('a message never shows more of a link than origin and path', () => {
  const secret = fc.constantFrom('hunter2hunter2', 'X-Amz-Signature=hunter2hunter2')
  const scheme = fc.constantFrom(
    'https:',
    'http:',
    'ftp:',
    'blob:https:',
    'data:',
    'HTTPS:',
    'javascript:',
    '',
    'https:\\',
  )
  fc.assert(
    fc.property(scheme, fc.webAuthority(), secret, fc.string(), (protocol, authority, hidden, rest) => {
      const links = [
        `${protocol}//user:${hidden}@${authority}/path`,
        `${protocol}//${authority}/path?${hidden}&${rest}`,
        `${protocol}//${authority}/path#${hidden}`,
      ]
      const messages = links.map((url) => new FluxError('unsafe_url', 'No.', { url }).message)
      expect(messages.filter((message) => message.includes('hunter2'))).toEqual([])
    }),
    fuzzRun(300),
  )
})

test('a file name is plain, short and settled, whatever it is made of', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom(
      '..',
      '/',
      '\\',
      'CON',
      'nul.txt',
      '\u202e',
      '\ud800',
      '👩‍👩‍👧',
      'e\u0301',
      ' ',
      '.',
      '~',
      '\u0000',
      'ﬀ',
      '₀',
    ),
    fc.constantFrom('x'.repeat(130), '漢'.repeat(50), '\u0301'.repeat(80)),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const name = safeFileName(pieces.join(''))
      expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cs}\u202a-\u202e]|^[\s.-]|[\s.]$|^$/u)
      expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120)
      expect(safeFileName(name)).toBe(name)
    }),
    fuzzRun(500),
  )
})
