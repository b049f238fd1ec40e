import { readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second for programs, whatever the kernel does itself (`getconf CLK_TCK`). */
const tickMs = 10

/**
 * The CPU time of all child processes that have ended, with theirs. Node has no function for it.
 *
 * @param {string} [stat] Text of /proc/self/stat, see proc(5).
 * @returns {number | undefined} Nothing where the system doesn't say.
 */
export function childrenCpuMs(stat = readStat()) {
  // The name of the program, in brackets, may contain anything; `cutime` and `cstime` are fields 16 and 17.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[13]) + Number(fields[14])
  return Number.isNaN(ticks) ? undefined : ticks * tickMs
}

/** @returns {string} Empty where there is no such file. */
function readStat() {
  try {
    return readFileSync('/proc/self/stat', 'utf8')
  } catch {
    return ''
  }
}
