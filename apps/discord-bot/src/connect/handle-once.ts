import type { Clock } from '@fluxkit/core/node'

/** A repeated request counts as Discord's for some minutes (see `interactions-page.ts`), and is remembered for longer. */
const rememberedMs = 15 * 60_000
/** Some 10 MB; half a minute of a very busy bot at least. */
const maxRemembered = 50_000

/**
 * Does the work of each id once: a proxy may repeat a request, and somebody who has recorded one may send it again.
 * @returns the work, or that of the first time
 */
export function createHandleOnce(clock: Pick<Clock, 'now'>): (id: string, work: () => Promise<void>) => Promise<void> {
  const handled = new Map<string, { readonly work: Promise<void>; readonly atMs: number }>()
  return (id, work) => {
    const first = handled.get(id)
    if (first) return first.work
    const atMs = clock.now()
    for (const [oldest, entry] of handled) {
      if (atMs - entry.atMs < rememberedMs && handled.size < maxRemembered) break
      handled.delete(oldest)
    }
    const entry = { work: work(), atMs }
    handled.set(id, entry)
    return entry.work
  }
}
