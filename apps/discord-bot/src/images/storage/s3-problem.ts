import { StorageAway, StorageError } from './object-storage.ts'

interface Where {
  readonly bucket: string
  readonly endpoint: string
  readonly region: string
}

interface S3Failure {
  readonly status?: number
  readonly code?: string
  readonly name?: string
  readonly message?: string
  readonly cause?: { readonly code?: string }
}

/** Could another attempt succeed? */
export function isTransient(error: unknown): boolean {
  if (error instanceof StorageError) return false
  const { status } = error as S3Failure
  return status === undefined || status >= 500 || status === 429
}

/**
 * An explanation of a bucket's error for the operator, without any text from the storage. Codes:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function s3Problem(error: unknown, { bucket, endpoint, region }: Where): StorageError {
  if (error instanceof StorageError) return error
  const { status, code = '', name, message = '', cause } = error as S3Failure
  const { host } = new URL(endpoint)
  const answer = `The storage at ${host} answered ${status ?? '?'}${/^\w{1,60}$/.test(code) ? ` ${code}` : ''}`
  switch (code) {
    case 'InvalidAccessKeyId':
    case 'SignatureDoesNotMatch':
      return new StorageError(`${answer}. Check FLUXKIT_S3_ACCESS_KEY_ID and FLUXKIT_S3_SECRET_ACCESS_KEY.`)
    case 'AuthorizationHeaderMalformed':
    case 'PermanentRedirect':
      return new StorageError(`${answer}: the bucket ${bucket} isn’t in the region ${region}. Set FLUXKIT_S3_REGION.`)
    case 'RequestTimeTooSkewed':
      return new StorageError(`${answer}. Set the clock of this machine.`)
    default:
  }
  if (status === 403)
    return new StorageError(`${answer}. Let the key list the bucket ${bucket} and read, write and delete its objects.`)
  if (status === 404)
    return new StorageError(`${answer}: there is no bucket ${bucket}. Create it, or name another in FLUXKIT_IMAGES.`)
  if (status !== undefined && status >= 300 && status < 400)
    return new StorageError(
      `${answer}, which leads to another address. Set FLUXKIT_S3_ENDPOINT and FLUXKIT_S3_REGION to where the bucket ${bucket} is.`,
    )
  if (status !== undefined) {
    const Problem = isTransient(error) ? StorageAway : StorageError
    return new Problem(`${answer}. It is tried again; see the storage’s own log.`)
  }
  const reason = name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? (code || message))
  return new StorageAway(
    `The storage at ${host} can’t be reached (${reason}). Check FLUXKIT_S3_ENDPOINT and the network.`,
  )
}
