import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { CaseReply, CaseRequest } from './case.ts'

const program = fileURLToPath(new URL('main.ts', import.meta.url))

/** Runs one case in a fresh process. @throws what went wrong there */
export async function runCase<T>(request: CaseRequest): Promise<T> {
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: ['--expose-gc'] })
  try {
    return await new Promise<T>((resolve, reject) => {
      child.once('exit', () => reject(new Error(`${request.client}, ${request.name}: the process died.`)))
      child.once('message', (reply: CaseReply) => {
        if ('result' in reply) resolve(reply.result as T)
        else reject(new Error(`${request.client}, ${request.name}: ${reply.error}`))
      })
      child.send(request)
    })
  } finally {
    child.kill('SIGKILL')
  }
}
