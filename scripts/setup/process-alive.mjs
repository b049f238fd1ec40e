import { readFileSync } from 'node:fs'

/**
 * Whether a process works. One that ended but was never collected by its parent (first processes of containers often
 * do not) still has its id, and does not count.
 *
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
  try {
    // "pid (name) state …"; the name may contain anything, also parentheses.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.startsWith(' Z') !== true
  } catch {
    return true
  }
}
