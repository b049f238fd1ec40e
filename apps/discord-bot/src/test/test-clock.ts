import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { settleProcess } from '@fluxkit/tooling/time'

/** Files have the time of the machine; on a clock that is far ahead of it the sweep never takes them for new. */
const startMs = Date.UTC(2035, 0, 15, 12, 30)

/** A clock for real sockets, files and databases: time stands still while anything runs in this process. */
export function createTestClock(settle: () => Promise<void> = settleProcess): FakeClock {
  return createFakeClock({ startMs, settle })
}
