import type { BotJob } from '../model/job.ts'
import { jobState } from '../model/view-job.ts'
import type { Store } from '../store/store.ts'

type Port = Readonly<Record<string, (...args: unknown[]) => unknown>>

/**
 * Every use of the store of jobs and deliveries passes a point before and one after, such as `before commit submitted`
 * (the state that is written) or `after setDelivery`; those that found nothing to do pass none after.
 *
 * @param pass the store continues when what it returns resolves
 */
export function withFailpoints(inner: Store, pass: (point: string) => Promise<void> | void): Store {
  const watched = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name: string) {
        const method = (target as Port)[name]
        // Lists are read piece by piece.
        if (typeof method !== 'function' || name === 'list') return method
        return async (...args: unknown[]) => {
          const point = name === 'commit' ? `commit ${stateIn(args[1] as BotJob)}` : name
          await pass(`before ${point}`)
          const result = await method.apply(target, args)
          if (result !== undefined || !name.startsWith('claim')) await pass(`after ${point}`)
          return result
        }
      },
    })
  return { ...inner, durable: watched(inner.durable), deliveries: watched(inner.deliveries) }
}

function stateIn(job: BotJob): string {
  return jobState(job, job.wantedAtMs, true)
}
