import { createHash, createHmac } from 'node:crypto'
import { systemClock } from '@fluxkit/core/node'
import { type Context, Hono } from 'hono'
import type { S3Options } from '../images/storage/s3-storage.ts'
import { servePages } from '../ops/serve.ts'

/** What a bucket of S3 promises, in memory: puts are atomic, checksums and signatures verified. */
export interface TestS3 {
  /** Options that reach its bucket `images`, with another prefix at each call: tests share the server. */
  options(): S3Options
  /** Answers the next requests with these errors. */
  fail(...faults: readonly { readonly status: 301 | 400 | 403 | 500 | 503; readonly code: string }[]): void
  /** While it is down, every request is answered with 503. */
  isDown: boolean
  /** Requests until now. */
  readonly requests: number
  close(): Promise<void>
}

const secretAccessKey = 'the-secret-key'

interface StoredObject {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly at: Date
}

export async function startS3(): Promise<TestS3> {
  const objects = new Map<string, StoredObject>()
  const faults: { status: 301 | 400 | 403 | 500 | 503; code: string }[] = []
  let requests = 0
  let isDown = false
  const failed = (c: Context, status: 301 | 400 | 403 | 404 | 500 | 503, code: string): Response =>
    c.body(`<Error><Code>${code}</Code><Message>quotes AKIDEXAMPLE</Message></Error>`, status, {
      'content-type': 'application/xml',
    })
  const app = new Hono()
  app.use(async (c, next) => {
    requests++
    const fault = isDown ? ({ status: 503, code: 'ServiceUnavailable' } as const) : faults.shift()
    if (fault) return failed(c, fault.status, fault.code)
    if (!isSigned(c.req.raw)) return failed(c, 403, 'SignatureDoesNotMatch')
    return c.req.path.startsWith('/images/') ? next() : failed(c, 404, 'NoSuchBucket')
  })
  app.get('/images/', (c) => c.body(listing(objects, c.req.query()), 200, { 'content-type': 'application/xml' }))
  const keyOf = (c: Context): string => decodeURIComponent(c.req.path.slice('/images/'.length))
  app.put('/images/*', async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const checksum = createHash('sha256').update(bytes).digest('base64')
    if (c.req.header('x-amz-checksum-sha256') !== checksum) return failed(c, 400, 'BadDigest')
    objects.set(keyOf(c), { bytes, at: new Date() })
    return c.body(null, 200)
  })
  app.get('/images/*', (c) => {
    const object = objects.get(keyOf(c))
    return object ? c.body(object.bytes, 200) : failed(c, 404, 'NoSuchKey')
  })
  app.delete('/images/*', (c) => {
    objects.delete(keyOf(c))
    return c.body(null, 204)
  })
  const served = await servePages(app, { host: '127.0.0.1', port: 0, clock: systemClock })
  let count = 0
  return {
    options: () => ({
      bucket: 'images',
      prefix: `bot-${++count}/`,
      endpoint: `http://127.0.0.1:${served.port}`,
      region: 'us-east-1',
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey,
      sleep: async () => undefined,
    }),
    fail: (...more) => void faults.push(...more),
    get isDown() {
      return isDown
    },
    set isDown(is) {
      isDown = is
    },
    get requests() {
      return requests
    },
    close: () => served.close(0),
  }
}

/** Source: the reference of ListObjectsV2. Two a page, so that every listing has pages. */
function listing(
  objects: ReadonlyMap<string, StoredObject>,
  { prefix = '', 'continuation-token': after = '' }: Readonly<Record<string, string>>,
): string {
  const matches = [...objects].filter(([key]) => key.startsWith(prefix) && key > after)
  const keys = matches.toSorted(([a], [b]) => (a < b ? -1 : 1))
  const page = keys.slice(0, 2)
  const contents = page.map(([key, { bytes, at }]) => {
    return `<Contents><Key>${key}</Key><LastModified>${at.toISOString()}</LastModified><Size>${bytes.byteLength}</Size></Contents>`
  })
  const isCut = keys.length > page.length
  const token = isCut ? `<NextContinuationToken>${page.at(-1)?.[0]}</NextContinuationToken>` : ''
  return `<?xml version="1.0"?><ListBucketResult><KeyCount>${page.length}</KeyCount><IsTruncated>${isCut}</IsTruncated>${token}${contents.join('')}</ListBucketResult>`
}

/** Source: "Authenticating Requests (AWS Signature Version 4)" in the reference of S3; only payloads that aren't signed. */
function isSigned(request: Request): boolean {
  const [, scope = '', names = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/(\S+), ?SignedHeaders=(\S+), ?Signature=(\w+)$/.exec(
      request.headers.get('authorization') ?? '',
    ) ?? []
  const { pathname, searchParams } = new URL(request.url)
  const encoded = (text: string): string =>
    encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
  const query = [...searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).toSorted()
  const headers = names.split(';').map((name) => `${name}:${request.headers.get(name)?.trim() ?? ''}\n`)
  const canonical = [request.method, pathname, query.join('&'), headers.join(''), names, 'UNSIGNED-PAYLOAD'].join('\n')
  const digest = createHash('sha256').update(canonical).digest('hex')
  const text = ['AWS4-HMAC-SHA256', request.headers.get('x-amz-date'), scope, digest].join('\n')
  const sign = (key: string | Buffer, part: string): Buffer => createHmac('sha256', key).update(part).digest()
  const key = scope.split('/').reduce<string | Buffer>(sign, `AWS4${secretAccessKey}`)
  return sign(key, text).toString('hex') === signature
}
