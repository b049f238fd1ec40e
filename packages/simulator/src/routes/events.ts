import type { Context } from '../context.ts'
import { summarise } from '../tasks/task-summary.ts'
import type { Task } from '../tasks/task.ts'

/** Changes are sent together, so that a thousand tasks do not make a thousand messages. */
const gatherMs = 120
/** What the page shows. */
const shownTasks = 60
/** A reader that is this many messages behind gets none until it has caught up. */
const maxBehind = 20

/** `GET /_events`: server-sent events; each message is `{ tasks, stats, faults }`. */
export function watchEvents(context: Context, request: Request): Response {
  const encoder = new TextEncoder()
  const changed = new Map<string, Task>()
  let stop = (): void => undefined

  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let isGathering = false

        function send(tasks: readonly Task[]): void {
          const message = JSON.stringify({
            tasks: tasks.map((task) => summarise(task)),
            stats: context.stats,
            faults: context.faults.list(),
          })
          controller.enqueue(encoder.encode(`data: ${message}\n\n`))
        }

        function gather(): void {
          isGathering = true
          context.timers.after(gatherMs, () => {
            isGathering = false
            if (request.signal.aborted || context.closing.aborted) return
            if ((controller.desiredSize ?? 0) <= 0) {
              gather()
              return
            }
            send([...changed.values()].slice(-shownTasks))
            changed.clear()
          })
        }

        const unwatch = context.changes.watch((task) => {
          changed.delete(task.id)
          changed.set(task.id, task)
          if (changed.size > shownTasks) changed.delete(changed.keys().next().value ?? '')
          if (!isGathering) gather()
        })

        const onClosing = (): void => {
          stop()
          controller.close()
        }
        stop = () => {
          unwatch()
          context.closing.removeEventListener('abort', onClosing)
        }
        context.closing.addEventListener('abort', onClosing, { once: true })
        send(context.store.list(shownTasks).toReversed())
      },
      cancel: () => stop(),
    },
    new CountQueuingStrategy({ highWaterMark: maxBehind }),
  )
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } })
}
