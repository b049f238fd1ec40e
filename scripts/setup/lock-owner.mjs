/**
 * @typedef {object} Owner
 * @property {string} id
 * @property {string} hostname
 * @property {number[]} pids The holder and the children that work for it.
 *
 * @typedef {object} Evidence
 * @property {string} hostname Of the one who asks.
 * @property {(pid: number) => boolean} isAlive
 * @property {number} bootedMs When this machine started.
 * @property {number} modifiedMs When the lock was touched last.
 * @property {number} silentMs How long the one who asks has seen no touch.
 */

/** A holder touches its lock every 2 s; far more than a busy disk delays that. */
const silenceOfStrangerMs = 15_000
/** A process id may belong to somebody else by now; no set-up takes this long. */
const silenceOfLivingMs = 600_000

/**
 * Whether nobody works under a lock any more.
 *
 * @param {Owner | undefined} owner Unknown when the holder died before it could write its name.
 * @param {Evidence} evidence
 * @returns {boolean}
 */
export function isAbandoned(owner, { hostname, isAlive, bootedMs, modifiedMs, silentMs }) {
  if (owner === undefined || owner.hostname !== hostname) return silentMs > silenceOfStrangerMs
  if (modifiedMs < bootedMs || !owner.pids.some((pid) => isAlive(pid))) return true
  return silentMs > silenceOfLivingMs
}
