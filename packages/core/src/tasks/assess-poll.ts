import { UnknownTaskError } from '../errors/task-errors.ts'
import type { Secrets } from '../errors/service-text.ts'
import { isConfirmed, seenAgain } from './confirmation.ts'
import type { KnownTask, PollHistory } from './known-tasks.ts'
import { isUnknown, missedAgain } from './misses.ts'
import type { PolledTask } from './read-polled.ts'
import { failedTask, isFinished, taskOutcome, type TaskOutcome } from './task-outcome.ts'
import { taskStatus } from './task-status.ts'

export interface Assessment {
  /** Set when the task has ended, or when it counts as unknown. */
  readonly outcome?: TaskOutcome
  readonly phase: 'queued' | 'running'
  readonly history: PollHistory
}

/**
 * What one poll means, given the polls before it.
 * @param seen `missing` only where a single `retrieve` has confirmed it
 * @param sentAtMs when the poll was sent: what a slow answer says is as old as its question
 * @param ownSecrets what messages must not repeat besides the request; read only when there may be one
 */
export function assessPoll(
  task: KnownTask,
  seen: PolledTask | 'missing',
  sentAtMs: number,
  ownSecrets: () => Secrets = () => [],
): Assessment {
  const { id, history } = task
  // It says nothing: neither for nor against what was seen before.
  if (seen === 'unreadable') return { phase: 'running', history }
  if (seen === 'missing') {
    const misses = missedAgain(history.misses, sentAtMs)
    const left: Assessment = { phase: 'queued', history: { ...history, misses } }
    return isUnknown(misses, sentAtMs, task)
      ? { ...left, outcome: { error: new UnknownTaskError({ taskId: id }) } }
      : left
  }
  const phase = seen.startedAtMs === undefined ? 'queued' : 'running'
  const status = taskStatus(seen.response, isFinished(seen))
  if (status.state === 'running') return { phase, history: {} }
  const secrets = status.state === 'succeeded' ? [] : [...task.secrets, ...ownSecrets()]
  if (status.state !== 'unconfirmed') {
    const outcome = taskOutcome(seen, secrets)
    return outcome ? { phase, history: {}, outcome } : { phase, history: {} }
  }
  const unconfirmed = seenAgain(history.unconfirmed, status.kind, sentAtMs)
  const left: Assessment = { phase, history: { unconfirmed } }
  if (!isConfirmed(unconfirmed, sentAtMs)) return left
  return { ...left, outcome: { error: failedTask(seen, status.kind, secrets) } }
}
