import { setTimeout as sleep } from 'node:timers/promises'

/** Windows: a virus scanner or an indexer has the file open for a moment. */
const transient: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'EBUSY'])
const pausesMs = [10, 20, 50, 100, 200, 400] as const

/** Renames on Windows fail while another process reads the file, so they are retried for up to 0.8 s. */
export async function patiently<T>(
  work: () => Promise<T>,
  isWindows: boolean = process.platform === 'win32',
  pause: (ms: number) => Promise<unknown> = sleep,
): Promise<T> {
  for (const pauseMs of isWindows ? pausesMs : []) {
    try {
      return await work()
    } catch (error) {
      if (!transient.has((error as NodeJS.ErrnoException).code)) throw error
      await pause(pauseMs)
    }
  }
  return work()
}
