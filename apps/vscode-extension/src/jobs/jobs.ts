import type { JobDesk, RunningJob } from './job-desk.ts'

/** The jobs of this extension; the code that runs them is loaded when it is first needed. */
export interface Jobs extends Omit<JobDesk, 'takeUp'> {
  /** Continues with what needs work, now and later, until the window closes. */
  takeUp(): Promise<void>
  onDidChange(listener: () => void): () => void
}

/** @param open Called once; again when it has failed. `onChange` is to be called after each change. */
export function createJobs(open: (onChange: () => void) => Promise<JobDesk>): Jobs {
  const listeners = new Set<() => void>()
  let opened: JobDesk | undefined
  let opening: Promise<JobDesk> | undefined

  function changed(): void {
    for (const listener of listeners) listener()
  }

  function desk(): Promise<JobDesk> {
    opening ??= open(changed).then(
      (found) => (opened = found),
      (error: unknown) => {
        opening = undefined
        throw error
      },
    )
    return opening
  }

  return {
    get running(): readonly RunningJob[] {
      return opened?.running ?? []
    },
    list: async () => (await desk()).list(),
    read: async (id) => (await desk()).read(id),
    check: async (demand) => (await desk()).check(demand),
    allowMore: async () => (await desk()).allowMore(),
    learned: async () => (await desk()).learned(),
    async start(job) {
      const all = await desk()
      // Work that was started here continues automatically after a pause.
      all.takeUp()
      return all.start(job)
    },
    stop(id) {
      // After the start that may still be loading.
      void opening?.then(
        (all) => all.stop(id),
        () => undefined,
      )
    },
    recover: async (id) => (await desk()).recover(id),
    report: async (id, work) => (await desk()).report(id, work),
    unreported: async () => (await desk()).unreported(),
    takeQuestion: async (id) => (await desk()).takeQuestion(id),
    downloadAgain: async (id, index) => (await desk()).downloadAgain(id, index),
    keepFiles: async (id, change) => (await desk()).keepFiles(id, change),
    remove: async (id) => (await desk()).remove(id),
    takeUp: async () => (await desk()).takeUp(),
    onDidChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      listeners.clear()
      const all = await opening?.catch(() => undefined)
      await all?.close()
    },
  }
}
