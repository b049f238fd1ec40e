import { describe, expect, test } from 'vitest'
import type { Generation } from '../contract/generation.ts'
import { AbortedError } from '../errors/request-errors.ts'
import { TaskFailedError } from '../errors/task-errors.ts'
import type { ProgressEvent } from './progress.ts'
import { type WaitFor, watchTasks } from './watch-tasks.ts'

interface OpenWait {
  readonly signal: AbortSignal
  readonly onProgress: (event: ProgressEvent) => void
  readonly resolve: (result: Generation) => void
  readonly reject: (error: unknown) => void
}

function createWaits(): { readonly waitFor: WaitFor; readonly waits: Map<string, OpenWait> } {
  const waits = new Map<string, OpenWait>()
  const waitFor: WaitFor = (id, { signal, onProgress }) => {
    const { promise, resolve, reject } = Promise.withResolvers<Generation>()
    signal.addEventListener('abort', () => reject(new AbortedError('Aborted.', { taskId: id })))
    waits.set(id, { signal, onProgress, resolve, reject })
    return promise
  }
  return { waitFor, waits }
}

const result = (taskId: string): Generation => ({ taskId, images: [], raw: {} })

describe('watching several tasks', () => {
  test('reports what happens as it becomes known, and ends when all tasks have finished', async () => {
    const { waitFor, waits } = createWaits()
    const seen: string[] = []
    const all = (async () => {
      for await (const event of watchTasks(['a', 'b'], waitFor)) seen.push(`${event.taskId} ${event.type}`)
    })()
    waits.get('b')?.onProgress({ type: 'running', taskId: 'b', elapsedMs: 1, expectedMs: 2 })
    waits.get('b')?.resolve(result('b'))
    await Promise.resolve()
    waits.get('a')?.reject(new TaskFailedError('Refused.', { taskId: 'a' }))
    await all
    expect(seen).toEqual(['b running', 'b succeeded', 'a failed'])
  })

  test('an id that is named twice is waited for once', async () => {
    const { waitFor, waits } = createWaits()
    const events = watchTasks(['a', 'a'], waitFor)
    const first = events.next()
    waits.get('a')?.resolve(result('a'))
    expect((await first).value).toMatchObject({ type: 'succeeded' })
    expect((await events.next()).done).toBe(true)
  })

  test('leaving the loop stops the other waits', async () => {
    const { waitFor, waits } = createWaits()
    const events = watchTasks(['a', 'b'], waitFor)
    const first = events.next()
    waits.get('a')?.resolve(result('a'))
    await first
    await events.return(undefined)
    expect(waits.get('b')?.signal.aborted).toBe(true)
  })

  test('an abort is reported as the end of every open wait', async () => {
    const { waitFor } = createWaits()
    const controller = new AbortController()
    const seen: string[] = []
    const all = (async () => {
      for await (const event of watchTasks(['a', 'b'], waitFor, controller.signal)) {
        seen.push(`${event.taskId} ${event.type === 'failed' ? event.error.code : event.type}`)
      }
    })()
    controller.abort()
    await all
    expect(seen).toEqual(['a aborted', 'b aborted'])
  })

  test('no ids: nothing to report', async () => {
    expect((await watchTasks([], createWaits().waitFor).next()).done).toBe(true)
  })
})
