import { join, resolve } from 'node:path'
import { createRunner, type Entry, isDamaged, jobFromCli, type Listed } from '@fluxkit/jobs'
import { createFileStore, type FileStore } from '@fluxkit/jobs/node'
import type { Cli } from '../cli.ts'

export interface Journal extends AsyncDisposable {
  /** The folder of the records. */
  readonly folder: string
  readonly store: FileStore
  /** Every record, newest first. */
  list(): Promise<Listed[]>
  /** A user gives up a job, or a record that cannot be read, whose bytes are kept elsewhere. @returns false when it can't */
  discard(entry: Listed): Promise<boolean>
  /** Removes prompt, links and folder from a finished record. @returns false when it isn't finished */
  forget(id: string): Promise<boolean>
}

/** The jobs of this user, in the folder that all apps on this machine share. */
export function openJournal({ host: { clock, random, cwd }, folders }: Cli): Journal {
  const folder = resolve(cwd, folders.data)
  const store = createFileStore({ folder, clock, legacy: { read: (text, id): Entry => jobFromCli(text, id) } })
  /** Without a service, for commands that don't need one. */
  const runner = createRunner({
    store,
    clock,
    random,
    host: {
      serviceFor: async () => 'elsewhere',
      keep: () => Promise.reject(new Error('Nothing is saved without a service.')),
    },
  })
  return {
    folder: join(folder, 'jobs'),
    store,
    async list() {
      const entries: Listed[] = []
      for await (const entry of store.list()) entries.push(entry)
      return entries.toReversed()
    },
    async discard(entry) {
      if (isDamaged(entry)) return entry.id !== undefined && store.setAside(entry.id)
      const { job } = await runner.discard(entry.job.id)
      return job?.end?.kind === 'discarded'
    },
    forget: (id) => runner.forget(id, undefined),
    async [Symbol.asyncDispose]() {
      await runner.drain(0)
      await store.close()
    },
  }
}
