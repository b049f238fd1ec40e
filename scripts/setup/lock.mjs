import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname as readHostname, uptime } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAbandoned } from './lock-owner.mjs'
import { isAlive } from './process-alive.mjs'

/**
 * @typedef {import('./lock-owner.mjs').Owner} Owner
 *
 * @typedef {object} LockOptions
 * @property {AbortSignal} [signal] Ends the waiting.
 * @property {(owner: Owner | undefined) => void} [onWait] Called once when somebody else holds the lock.
 * @property {number} [pollMs]
 * @property {number} [beatMs] How often the holder touches the file.
 *
 * @typedef {object} Lock
 * @property {(pid: number) => Promise<void>} adopt Names a child process whose work the lock protects too: it may
 *   outlive a holder that was killed.
 */

/**
 * Runs `work` while holding the lock file at `path`; a lock whose holder died is taken over.
 *
 * @template T
 * @param {string} path
 * @param {(lock: Lock) => Promise<T>} work
 * @param {LockOptions} [options]
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { signal, onWait, pollMs = 200, beatMs = 2000 } = {}) {
  /** @type {Owner} */
  const owner = { id: randomUUID(), hostname: readHostname(), pids: [process.pid] }
  await mkdir(dirname(path), { recursive: true })
  await acquire(path, owner, { signal, onWait, pollMs })
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), beatMs)
  beat.unref()
  try {
    return await work({
      adopt: async (pid) => {
        owner.pids.push(pid)
        await writeFile(path, JSON.stringify(owner))
      },
    })
  } finally {
    clearInterval(beat)
    if ((await readOwner(path))?.id === owner.id) await rm(path, { force: true })
  }
}

/**
 * @param {string} path
 * @param {Owner} owner
 * @param {{ signal: AbortSignal | undefined, onWait: LockOptions['onWait'], pollMs: number }} options
 */
async function acquire(path, owner, { signal, onWait, pollMs }) {
  let isAnnounced = false
  let beat = { atMs: Number.NaN, seenMs: performance.now() }
  while (!(await create(path, owner))) {
    signal?.throwIfAborted()
    const other = await readOwner(path)
    const modifiedMs = await stat(path).then(
      (stats) => stats.mtimeMs,
      () => undefined,
    )
    if (modifiedMs === undefined) continue
    if (modifiedMs !== beat.atMs) beat = { atMs: modifiedMs, seenMs: performance.now() }
    const evidence = {
      hostname: owner.hostname,
      isAlive,
      bootedMs: Date.now() - uptime() * 1000,
      modifiedMs,
      silentMs: performance.now() - beat.seenMs,
    }
    if (isAbandoned(other, evidence)) await takeAway(path, other)
    else {
      if (!isAnnounced) onWait?.(other)
      isAnnounced = true
      await sleep(pollMs, undefined, signal === undefined ? {} : { signal })
    }
  }
}

/**
 * @param {string} path
 * @param {Owner} owner
 * @returns {Promise<boolean>} False when the lock exists already.
 */
async function create(path, owner) {
  try {
    const file = await open(path, 'wx')
    await file.writeFile(JSON.stringify(owner))
    await file.close()
    return true
  } catch (error) {
    // Windows answers EPERM for a file that is just being deleted.
    const code = /** @type {NodeJS.ErrnoException} */ (error).code
    if (code === 'EEXIST' || (code === 'EPERM' && process.platform === 'win32')) return false
    throw error
  }
}

/**
 * Removes an abandoned lock. Two processes may check the same lock at once; renaming first means that only one of them
 * takes it, and one that took a fresh lock by mistake puts it back.
 *
 * @param {string} path
 * @param {Owner | undefined} checked
 */
async function takeAway(path, checked) {
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch {
    return
  }
  if ((await readOwner(aside))?.id === checked?.id) await rm(aside, { force: true })
  else await rename(aside, path)
}

/**
 * @param {string} path
 * @returns {Promise<Owner | undefined>} Nothing when the file is gone or still being written.
 */
async function readOwner(path) {
  try {
    /** @type {Owner} */
    const owner = JSON.parse(await readFile(path, 'utf8'))
    return owner
  } catch {
    return undefined
  }
}
