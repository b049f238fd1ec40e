import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { JobSpec } from './job.ts'
import type { Counts } from './jobs.ts'
import type { Command, Reply } from './protocol.ts'

/** The server of a benchmark, from its parent's side. */
export interface BenchServer extends AsyncDisposable {
  readonly url: string
  counts(): Promise<Counts>
  reset(): Promise<void>
  /** The origin of a port at which nobody listens until the time is over. */
  openLater(delayMs: number): Promise<string>
  /** @returns the id of a task that was submitted by nobody */
  addJob(spec: JobSpec): Promise<string>
}

const program = fileURLToPath(new URL('main.ts', import.meta.url))

export async function startServer(): Promise<BenchServer> {
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const { port } = await reply(child, 'port')
  const request = <K extends Reply['kind']>(command: Command, kind: K): Promise<Extract<Reply, { kind: K }>> => {
    const answered = reply(child, kind)
    child.send(command)
    return answered
  }
  return {
    url: `http://127.0.0.1:${port}`,
    counts: async () => (await request({ kind: 'counts' }, 'counts')).counts,
    reset: async () => void (await request({ kind: 'reset' }, 'done')),
    openLater: async (delayMs) => `http://127.0.0.1:${(await request({ kind: 'open-later', delayMs }, 'port')).port}`,
    addJob: async (spec) => (await request({ kind: 'add-job', spec }, 'id')).id,
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.disconnect()
      await ended
    },
  }
}

function reply<K extends Reply['kind']>(child: ChildProcess, kind: K): Promise<Extract<Reply, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error('The server of the benchmark died.'))
    child.once('exit', onExit)
    child.once('message', (message: Reply) => {
      child.off('exit', onExit)
      if (message.kind === kind) resolve(message as Extract<Reply, { kind: K }>)
      else reject(new Error(`The server answered ${message.kind} instead of ${kind}.`))
    })
  })
}
