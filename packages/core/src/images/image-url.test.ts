import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { imageUrlProblem } from './image-url.ts'

const service = new URL('https://api.acedata.cloud')
const sandbox = new URL('http://127.0.0.1:4010')
const problem = (link: string, baseUrl: URL = service): string | undefined => imageUrlProblem(new URL(link), baseUrl)

it.each(['https://fal.media/a.png', 'https://cdn.acedata.cloud:8443/a?sig=1', 'https://8.8.8.8/a.png'])(
  '%s is fine',
  (link) => {
    expect(problem(link)).toBeUndefined()
  },
)

it.each([
  'http://fal.media/a.png',
  'ftp://fal.media/a.png',
  'file:///etc/passwd',
  'data:image/png;base64,AA==',
  'blob:https://x.dev/1',
])('%s is refused for its scheme', (link) => {
  expect(problem(link)).toBe('The link is not https.')
})

it.each([
  'https://localhost/a',
  'https://10.0.0.1/a',
  'https://[::1]/a',
  'https://0x7f.1/a',
  'https://metadata.google.internal/',
])('%s is refused for its address', (link) => {
  expect(problem(link)).toBe('The link leads to an address that is not public.')
})

it.each(['https://user@fal.media/a.png', 'https://:secret@fal.media/a.png'])(
  '%s is refused for its credentials',
  (link) => {
    expect(problem(link)).toBe('The link holds a user name or password.')
  },
)

describe('with the service on this machine', () => {
  it.each([
    'http://127.0.0.1:4010/a.png',
    'http://localhost:9/a.png',
    'http://[::1]:4010/a.png',
    'https://localhost/a',
  ])('%s is fine', (link) => {
    expect(problem(link, sandbox)).toBeUndefined()
  })

  it.each([
    'http://10.0.0.1/a.png',
    'http://169.254.169.254/latest',
    'http://fal.media/a.png',
    'https://192.168.0.1/',
    'ftp://127.0.0.1/a',
  ])('%s is refused anyway', (link) => {
    expect(problem(link, sandbox)).toBeTypeOf('string')
  })

  it('credentials are refused anyway', () => {
    expect(problem('http://user:secret@127.0.0.1:4010/a.png', sandbox)).toBe('The link holds a user name or password.')
  })
})

it('never repeats anything of the link', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true }), (link) => {
      expect([undefined, 'The link is not https.', 'The link leads to an address that is not public.']).toContain(
        problem(link),
      )
    }),
  )
})
