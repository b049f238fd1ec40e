import { SaveError } from '../errors/image-errors.ts'

/** What the codes of the system mean, for the user who fixes it. */
const meanings: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'there is no permission to write there',
  EPERM: 'there is no permission to write there',
  EROFS: 'the disk can only be read',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a part of the path is a file, not a folder',
  ENOENT: 'the folder has vanished',
  ENAMETOOLONG: 'the path is too long',
  EFBIG: 'the file is larger than the disk or a limit allows',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk failed',
  // Our own, see move-to-free-name.ts.
  ENONAME: 'thousands of files there have this name already',
}

/** An image could not be written to `directory`: says why in words. */
export function diskFailure(cause: unknown, directory: string, taskId: string | undefined): SaveError {
  const code = (cause as { code?: unknown } | undefined)?.code
  const name = typeof code === 'string' ? code : 'unknown error'
  const meaning = meanings[name]
  const reason = meaning === undefined ? name : `${meaning} (${name})`
  // Quoted as JSON: a path may hold control characters.
  return new SaveError(`The image cannot be saved in ${JSON.stringify(directory)}: ${reason}.`, { taskId, cause })
}
