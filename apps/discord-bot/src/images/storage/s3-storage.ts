import { createHash } from 'node:crypto'
import { S3mini } from 's3mini'
import { type ListedObject, maxObjectBytes, type ObjectStorage } from './object-storage.ts'
import { readObject } from './read-object.ts'
import { isTransient, s3Problem } from './s3-problem.ts'

export interface S3Options {
  readonly bucket: string
  /** Before every key; empty, or ends with a slash. */
  readonly prefix: string
  /** Without the bucket. */
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sleep: (ms: number) => Promise<void>
  readonly maxBytes?: number
}

/** Limit of one request, including its body. */
const requestMs = 60_000
/** Every request can be repeated: a storage that is busy or restarts is given a few seconds. */
const pausesMs = [200, 1_000, 3_000]
/** The most that S3 lists at a time. */
const pageSize = 1000

/**
 * Objects in a bucket of S3 or of a storage that speaks its language, addressed by path (`https://endpoint/bucket/key`). A
 * put is atomic there, and its checksum is verified by the storage.
 */
export function createS3Storage({ bucket, prefix, maxBytes = maxObjectBytes, ...options }: S3Options): ObjectStorage {
  const { endpoint, region, accessKeyId, secretAccessKey, sleep } = options
  const client = new S3mini({
    endpoint: new URL(bucket, endpoint.endsWith('/') ? endpoint : `${endpoint}/`).href,
    region,
    accessKeyId,
    secretAccessKey,
    requestAbortTimeout: requestMs,
    // Images go to no other host than the one that was set.
    fetch: (input, init) => fetch(input, { ...init, redirect: 'manual' }),
  })
  const where = { bucket, endpoint, region }
  const name = `s3://${bucket}/${prefix}`
  /** Errors of the client quote answers, and those quote keys. */
  const attempt = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    for (const pauseMs of [...pausesMs, undefined]) {
      try {
        return await work()
      } catch (error) {
        if (pauseMs === undefined || !isTransient(error)) throw s3Problem(error, where)
        await sleep(pauseMs)
      }
    }
    throw s3Problem({}, where)
  }
  return {
    name,
    put: (key, bytes) =>
      attempt(async () => {
        const checksum = createHash('sha256').update(bytes).digest('base64')
        const headers = { 'x-amz-checksum-sha256': checksum }
        await client.putObject(prefix + key, bytes, 'application/octet-stream', undefined, headers)
      }),
    get: (key) =>
      attempt(async () => {
        const response = await client.getObjectResponse(prefix + key)
        return response ? await readObject(response, maxBytes) : undefined
      }),
    remove: (key) => attempt(async () => void (await client.deleteObject(prefix + key))),
    async *list(start) {
      let next: string | undefined
      do {
        const token = next
        const page = await attempt(() => client.listObjectsPaged('/', prefix + start, pageSize, token))
        if (!page) throw s3Problem({ status: 404 }, where)
        yield (page.objects ?? []).map(({ Key: key, LastModified: at }): ListedObject => ({
          key: key.slice(prefix.length),
          writtenAtMs: new Date(at).getTime(),
        }))
        next = page.nextContinuationToken
      } while (next !== undefined)
    },
  }
}
