/** A place for named bytes: a folder or a bucket. Keys are made from hashes and ids only, never from a user's text. */
export interface ObjectStorage {
  /** For messages; holds no secret. */
  readonly name: string
  /** Complete under its key, or not there: nobody reads half an object, on no machine. Replaces what is there. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** @returns undefined when it isn't there (any more) */
  get(key: string): Promise<Uint8Array | undefined>
  /** Does nothing when it isn't there. */
  remove(key: string): Promise<void>
  /**
   * Objects whose keys start with this, page by page.
   * @param prefix empty for all; otherwise it contains the whole folder of the keys
   */
  list(prefix: string): AsyncIterable<readonly ListedObject[]>
}

export interface ListedObject {
  readonly key: string
  /** When it was last written, by the storage's clock. */
  readonly writtenAtMs: number
}

/** A storage that can't be used. The message names the place, what is wrong and what to do. */
export class StorageError extends Error {
  override readonly name = 'StorageError'
}

/** One that can't be used for now, and may be again without anybody changing a setting: it is down, unreachable or not mounted. */
export class StorageAway extends StorageError {}

/**
 * Errors of a file system that may pass: of the network behind it, and of a full disk. Sources: errno(3); `open(2)` and
 * `write(2)` of NFS.
 */
const passingCodes = new Set(
  'EAGAIN EBUSY ECONNREFUSED ECONNRESET EDQUOT EHOSTDOWN EHOSTUNREACH EIO ENETDOWN ENETUNREACH ENODEV ENOSPC ENOTCONN ENXIO ESTALE ETIMEDOUT'.split(
    ' ',
  ),
)

/** Is the storage down, rather than set up wrongly? */
export function isAway(error: unknown): boolean {
  return error instanceof StorageAway || passingCodes.has((error as NodeJS.ErrnoException | undefined)?.code ?? '')
}

/** What core downloads at most, so that everything that was kept can be read. */
export const maxObjectBytes = 2 ** 26

/** Suffix of what is being written. */
export const unfinishedSuffix = '.tmp'
