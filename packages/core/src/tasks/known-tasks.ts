import type { SentSize } from '../contract/choose-size.ts'
import { requestSecrets } from '../errors/request-secrets.ts'
import type { Secrets } from '../errors/service-text.ts'
import type { Unconfirmed } from './confirmation.ts'
import type { Misses } from './misses.ts'

/** What earlier polls of a task have left open. */
export interface PollHistory {
  readonly unconfirmed?: Unconfirmed | undefined
  readonly misses?: Misses | undefined
}

/** What a client remembers of a task between polls and waits. */
export interface KnownTask {
  readonly id: string
  /** This client submitted or saw it, or the caller knows when it was submitted; otherwise its id was merely typed. */
  held: boolean
  /** A job has it: this client submitted it or waits for it. */
  owned: boolean
  /** When it was submitted or last seen, by the client's clock. */
  sinceMs: number
  /** The job that its callback URL belongs to. */
  jobKey: string | undefined
  /** What its request contains: kept out of messages if the service repeats it. */
  secrets: Secrets
  /** Its request as the service has it: what it contains is a secret, too. */
  echo: unknown
  /** The size that was sent, and who chose it. */
  size: SentSize | undefined
  /** Images that were requested. */
  count: number | undefined
  history: PollHistory
}

export type TaskFacts = {
  readonly [Name in Exclude<keyof KnownTask, 'id' | 'history'>]?: KnownTask[Name] | undefined
}

/** The tasks that a client submitted, saw or was asked about; the oldest go first. */
export interface KnownTasks {
  has(id: string): boolean
  get(id: string): KnownTask | undefined
  /** The tasks that were submitted with the callback URL of a job, or are waited for with its key. */
  ofJob(jobKey: string): readonly KnownTask[]
  /** What the requests of all of them contain. */
  secrets(): Secrets
  /** Adds facts to what is known; facts that are `undefined` change nothing. */
  note(id: string, nowMs: number, facts?: TaskFacts): KnownTask
}

/** Some 300 bytes and a prompt each. A wait holds its own task, so that more than these can be waited for. */
const capacity = 2_000

function newTask(id: string, nowMs: number): KnownTask {
  const unknown = { jobKey: undefined, echo: undefined, size: undefined, count: undefined }
  return { id, held: false, owned: false, sinceMs: nowMs, secrets: [], history: {}, ...unknown }
}

export function createKnownTasks(): KnownTasks {
  const tasks = new Map<string, KnownTask>()
  return {
    has: (id) => tasks.has(id),
    get: (id) => tasks.get(id),
    ofJob: (jobKey) => [...tasks.values()].filter((task) => task.jobKey === jobKey),
    secrets: () => [...new Set([...tasks.values()].flatMap((task) => [...task.secrets, ...requestSecrets(task.echo)]))],
    note(id, nowMs, { held, owned, sinceMs, secrets, ...facts } = {}) {
      const task = tasks.get(id) ?? newTask(id, nowMs)
      if (sinceMs !== undefined) {
        // A task that was seen since is known for longer than the time of its submission says.
        task.sinceMs = Math.min(task.held ? Math.max(task.sinceMs, sinceMs) : sinceMs, nowMs)
      }
      task.held ||= held ?? false
      task.owned ||= owned ?? false
      task.jobKey ??= facts.jobKey
      task.echo ??= facts.echo
      task.size ??= facts.size
      task.count ??= facts.count
      if (secrets) task.secrets = [...new Set([...task.secrets, ...secrets])]
      tasks.delete(id)
      tasks.set(id, task)
      const oldest = tasks.keys().next()
      if (tasks.size > capacity && !oldest.done) tasks.delete(oldest.value)
      return task
    },
  }
}
