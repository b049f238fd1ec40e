import { type FSWatcher, watch } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Calls back once, as soon as there is a job on this machine: most windows that start have none, and load nothing for it.
 *
 * @param folder The data folder, in which other windows may write the first job.
 * @param oldFolder Where jobs of an earlier version lie.
 * @returns Stops looking.
 */
export function onFirstRecord(folder: string, oldFolder: string, callback: () => void): () => void {
  let watcher: FSWatcher | undefined
  let isOver = false

  function stop(): void {
    isOver = true
    watcher?.close()
  }

  async function check(): Promise<void> {
    const names = await Promise.all([join(folder, 'jobs'), oldFolder].map((path) => readdir(path).catch(() => [])))
    if (isOver || names.flat().length === 0) return
    stop()
    callback()
  }

  async function start(): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if (isOver) return
    watcher = watch(folder, () => void check())
    watcher.on('error', () => watcher?.close())
    await check()
  }

  // Without a folder that can be watched, jobs show up when this window does something.
  start().catch(check)
  return stop
}
