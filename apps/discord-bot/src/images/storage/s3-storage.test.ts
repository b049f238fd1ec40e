import { mkdtempSync, rmSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@fluxkit/tooling/time'
import S3rver from 's3rver'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startS3, type TestS3 } from '../../test/start-s3.ts'
import { createS3Storage } from './s3-storage.ts'

let s3: TestS3
beforeAll(async () => {
  s3 = await startS3()
})
afterAll(() => s3.close())

const fox = Buffer.from('fox')

test('a storage that is busy for a moment is asked again, with pauses', async () => {
  const pauses: number[] = []
  const storage = createS3Storage({ ...s3.options(), sleep: async (ms) => void pauses.push(ms) })
  s3.fail({ status: 503, code: 'SlowDown' }, { status: 500, code: 'InternalError' })

  await storage.put('a/fox', fox)

  expect(await storage.get('a/fox')).toEqual(fox)
  expect(pauses).toEqual([200, 1_000])
})

test('a storage that stays busy ends in an error, and what it quotes stands nowhere', async () => {
  const storage = createS3Storage(s3.options())
  const busy = { status: 503, code: 'SlowDown' } as const
  s3.fail(busy, busy, busy, busy)

  await expect(storage.get('a/fox')).rejects.toThrow(
    /^The storage at 127\.0\.0\.1:\d+ answered 503 SlowDown\. It is tried again; see the storage’s own log\.$/,
  )
})

test.each([
  [403, 'SignatureDoesNotMatch', 'Check FLUXKIT_S3_ACCESS_KEY_ID and FLUXKIT_S3_SECRET_ACCESS_KEY.'],
  [403, 'InvalidAccessKeyId', 'Check FLUXKIT_S3_ACCESS_KEY_ID and FLUXKIT_S3_SECRET_ACCESS_KEY.'],
  [403, 'AccessDenied', 'Let the key list the bucket images and read, write and delete its objects.'],
  [400, 'AuthorizationHeaderMalformed', 'the bucket images isn’t in the region us-east-1. Set FLUXKIT_S3_REGION.'],
  [301, 'PermanentRedirect', 'the bucket images isn’t in the region us-east-1. Set FLUXKIT_S3_REGION.'],
  [403, 'RequestTimeTooSkewed', 'Set the clock of this machine.'],
] as const)('%i %s says what to do, at the first answer', async (status, code, advice) => {
  const storage = createS3Storage(s3.options())
  const before = s3.requests
  s3.fail({ status, code })

  const error = await storage.put('a/fox', fox).catch((thrown: unknown) => thrown)

  expect((error as Error).message).toContain(`answered ${status} ${code}`)
  expect((error as Error).message).toContain(advice)
  expect(s3.requests - before).toBe(1)
})

test('a storage that sends images elsewhere is not followed, and its answer says what to do', async () => {
  const sent: string[] = []
  const other = createHttpServer((request, response) => {
    sent.push(`${request.method} ${request.url}`)
    response.end('elsewhere')
  })
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const server = createHttpServer((request, response) => {
    request.resume()
    response.writeHead(307, { location: `http://127.0.0.1:${port}${request.url}`, 'content-type': 'application/xml' })
    response.end('<Error><Code>TemporaryRedirect</Code></Error>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const storage = createS3Storage({ ...s3.options(), endpoint })
  const advice = /answered 307.*to another address\. Set FLUXKIT_S3_ENDPOINT and FLUXKIT_S3_REGION/

  await expect(storage.put('a/fox', fox)).rejects.toThrow(advice)
  await expect(storage.get('a/fox')).rejects.toThrow(advice)
  await expect(storage.remove('a/fox')).rejects.toThrow(advice)
  await expect(storage.list('')[Symbol.asyncIterator]().next()).rejects.toThrow(advice)
  expect(sent).toEqual([])
})

test('another secret is refused, whatever is done', async () => {
  const storage = createS3Storage({ ...s3.options(), secretAccessKey: 'another' })
  const refused = 'answered 403 SignatureDoesNotMatch. Check FLUXKIT_S3_ACCESS_KEY_ID'

  await expect(storage.put('a/fox', fox)).rejects.toThrow(refused)
  await expect(storage.get('a/fox')).rejects.toThrow(refused)
  await expect(storage.remove('a/fox')).rejects.toThrow(refused)
  await expect(storage.list('')[Symbol.asyncIterator]().next()).rejects.toThrow(refused)
})

test('a bucket that doesn’t exist isn’t an empty bucket', async () => {
  const storage = createS3Storage({ ...s3.options(), bucket: 'imagse' })

  await expect(storage.list('')[Symbol.asyncIterator]().next()).rejects.toThrow(
    'there is no bucket imagse. Create it, or name another in FLUXKIT_IMAGES.',
  )
})

test('a storage that can’t be reached is named, with the setting', async () => {
  const port = await unusedPort()
  const storage = createS3Storage({ ...s3.options(), endpoint: `http://127.0.0.1:${port}` })

  await expect(storage.get('a/fox')).rejects.toThrow(
    `The storage at 127.0.0.1:${port} can’t be reached (ECONNREFUSED). Check FLUXKIT_S3_ENDPOINT and the network.`,
  )
})

test('a server of S3 that others wrote is used like any other', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'fluxkit-s3-'))
  const server = new S3rver({
    directory,
    address: '127.0.0.1',
    port: 0,
    silent: true,
    configureBuckets: [{ name: 'images', configs: [] }],
  })
  const { port } = await server.run()
  try {
    // Source of the key: the README of s3rver.
    const key = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
    const options = { ...s3.options(), ...key, endpoint: `http://127.0.0.1:${port}`, prefix: 'a bot/' }
    const storage = createS3Storage(options)

    await storage.put('77/fox.png', fox)
    // It answers before it has written everything.
    await eventually(async () => expect(await storage.get('77/fox.png')).toEqual(fox))
    const listed: string[] = []
    for await (const page of storage.list('77/f')) listed.push(...page.map((each) => each.key))
    await storage.remove('77/fox.png')

    expect(listed).toEqual(['77/fox.png'])
    expect(await storage.get('77/fox.png')).toBeUndefined()
    await expect(createS3Storage({ ...options, accessKeyId: 'other' }).put('77/fox.png', fox)).rejects.toThrow(
      'answered 403 InvalidAccessKeyId. Check FLUXKIT_S3_ACCESS_KEY_ID',
    )
  } finally {
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  }
})

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
