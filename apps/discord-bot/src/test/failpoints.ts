import type { JobStore, Store } from '../store/store.ts'

/**
 * Every use of the job store passes a point before and one after, such as `before move running`; those that found nothing to
 * do pass none after.
 * @param pass the store goes on when what it returns resolves
 */
export function withFailpoints(inner: Store, pass: (point: string) => Promise<void> | void): Store {
  const jobs = new Proxy(inner.jobs, {
    get(target, name: keyof JobStore) {
      const method = target[name] as (...args: unknown[]) => Promise<unknown>
      return async (...args: unknown[]) => {
        const point = name === 'move' ? `move ${String(args[2])}` : name
        await pass(`before ${point}`)
        const result = await method.apply(target, args)
        if (result !== undefined || !name.startsWith('claim')) await pass(`after ${point}`)
        return result
      }
    },
  })
  return { ...inner, jobs }
}
