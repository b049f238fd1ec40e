import { type FSWatcher, watch } from 'node:fs'
import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from './disk.ts'

const fileName = 'changes'
/** One write causes several events. */
const gatherMs = 50

/** Hints between processes: a file that each one touches. Some file systems don't report it. */
export interface Changes {
  announce(): void
  listen(onChange: () => void): () => void
  close(): Promise<void>
}

export function watchChanges(folder: string): Changes {
  const path = join(folder, fileName)
  const stops = new Set<() => void>()
  let last: Promise<unknown> = Promise.resolve()

  async function touch(): Promise<void> {
    const seconds = Date.now() / 1_000
    await utimes(path, seconds, seconds).catch(() => writeFile(path, '', { mode: 0o600 }))
  }

  return {
    announce() {
      last = touch().catch(() => undefined)
    },
    listen(onChange) {
      let watcher: FSWatcher | undefined
      let timer: NodeJS.Timeout | undefined
      let isStopped = false
      const stop = (): void => {
        isStopped = true
        clearTimeout(timer)
        watcher?.close()
        stops.delete(stop)
      }
      const start = async (): Promise<void> => {
        await makeFolder(folder)
        if (isStopped) return
        watcher = watch(folder, (_, name) => {
          if (name !== null && name !== fileName) return
          timer ??= setTimeout(() => {
            timer = undefined
            onChange()
          }, gatherMs)
        })
        watcher.unref()
        watcher.on('error', stop)
      }
      stops.add(stop)
      start().catch(stop)
      return stop
    },
    async close() {
      for (const stop of stops) stop()
      await last
    },
  }
}
