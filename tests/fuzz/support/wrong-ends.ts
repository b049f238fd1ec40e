import type { WaitRecord, WatchBench } from './watch-bench.ts'

/** A timer of the watcher comes up to a tenth of its shortest interval of 450 ms late, to spread many clients. */
const jitterMs = 45 + 1

/** How waits ended otherwise than the service and the caller made them end; empty when all is well. */
export function wrongEnds(bench: WatchBench): string[] {
  return bench.waits.flatMap((wait) => {
    const problem = wrongEnd(wait, bench)
    return problem === undefined ? [] : [`${wait.taskId} (${wait.end?.error?.code ?? 'succeeded'}): ${problem}`]
  })
}

function wrongEnd(wait: WaitRecord, bench: WatchBench): string | undefined {
  const { end, taskId, events, startedAtWallMs, deadlineMs } = wait
  if (!end) return 'never ended'
  const code = end.error?.code
  const reported = events.map(({ type }) => type).filter((type) => type === 'succeeded' || type === 'failed')
  const ended = code === undefined ? 'succeeded' : wasGivenUp.has(code) ? '' : 'failed'
  if (reported.join() !== ended) return `the listener received: ${reported.join() || 'nothing'}`

  const task = bench.service.tasks.get(taskId)
  const wasDoubtful = end.doubtfulPolls >= 3
  switch (code) {
    case undefined:
      if (end.wrongImage) return 'the image of another task'
      return task?.ends === 'succeeded' && task.endsAtMs <= end.atMs ? undefined : 'it had not succeeded'
    case 'task_failed':
      if (end.error?.message.includes('hiccup')) return wasDoubtful ? undefined : 'a passing hiccup'
      return task?.ends === 'failed' && task.endsAtMs <= end.atMs ? undefined : 'it had not failed'
    case 'unknown_task': {
      const { missesAtMs: misses, shownAtMs } = end
      const overMs = (misses.at(-1) ?? 0) - (misses[0] ?? 0)
      const waits = bench.waits.filter((other) => other.taskId === taskId && other.startedAtWallMs <= end.atWallMs)
      const isHeld = shownAtMs !== undefined || waits.some(({ hasTimes }) => hasTimes)
      const heldSinceMs = shownAtMs ?? Math.min(...waits.map((other) => other.startedAtWallMs))
      const isOld = isHeld && (misses.at(-1) ?? 0) - heldSinceMs > 3_600_000
      const isEnough = isHeld ? misses.length >= 5 && overMs >= 300_000 : misses.length >= 3 && overMs >= 10_000
      return (isOld && misses.length > 0) || isEnough ? undefined : `after ${misses.length} misses in ${overMs} ms`
    }
    case 'wait_deadline':
      return end.atWallMs >= startedAtWallMs + deadlineMs ? undefined : 'before its deadline'
    case 'aborted':
      return wait.caller.signal.aborted ? undefined : 'nobody aborted it'
    case 'client_closed':
      return bench.closed ? undefined : 'nobody closed the client'
    default:
      return String(end.error)
  }
}

const wasGivenUp: ReadonlySet<string> = new Set(['wait_deadline', 'aborted', 'client_closed'])

/** Waits that ended after their deadline, by time that went by: what the clock was set back comes on top. */
export function lateEnds({ waits, setBacks }: WatchBench): string[] {
  return waits.flatMap(({ taskId, startedAtMs, deadlineMs, end }) => {
    const shiftsMs = setBacks.filter(({ atMs }) => atMs >= startedAtMs).reduce((sum, { byMs }) => sum + byMs, 0)
    const lateMs = (end?.atMs ?? Infinity) - (startedAtMs + deadlineMs + shiftsMs + jitterMs)
    return lateMs > 0 ? [`${taskId}: ${lateMs} ms late`] : []
  })
}

/** Waits, long enough for their own look, that were given up although their task had ended long before. */
export function missedEnds({ waits, service }: WatchBench, leadMs: number): string[] {
  return waits.flatMap(({ taskId, startedAtMs, deadlineMs, end }) => {
    const endsAtMs = service.tasks.get(taskId)?.endsAtMs ?? Infinity
    const inTime = deadlineMs >= leadMs && endsAtMs <= startedAtMs + deadlineMs - leadMs
    return inTime && end?.error?.code === 'wait_deadline' ? [taskId] : []
  })
}
