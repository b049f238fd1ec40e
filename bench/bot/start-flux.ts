import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Command, Message } from './flux-simulator.ts'

type Report = Extract<Message, { readonly kind: 'report' }>

/** The parent process's side of the Flux API simulator. */
export interface FluxSimulator {
  readonly url: string
  readonly imageBytes: number
  report(): Promise<Report>
  close(): Promise<void>
}

const program = fileURLToPath(new URL('flux-simulator.ts', import.meta.url))

/** @param taskMs what every task takes @param imageSide of the one image, in pixels */
export async function startFlux(taskMs: number, imageSide: number): Promise<FluxSimulator> {
  const child = fork(program, [String(taskMs), String(imageSide)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const { url, imageBytes } = await next(child, 'listening')
  return {
    url,
    imageBytes,
    report() {
      const answer = next(child, 'report')
      const command: Command = { kind: 'report' }
      child.send(command)
      return answer
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.disconnect()
      await ended
    },
  }
}

function next<Kind extends Message['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<Message, { readonly kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error('The double of the Flux API died.'))
    child.once('exit', onExit)
    child.once('message', (message: Message) => {
      child.off('exit', onExit)
      if (message.kind === kind) resolve(message as Extract<Message, { readonly kind: Kind }>)
      else reject(new Error(`The double of the Flux API said ${message.kind} instead of ${kind}.`))
    })
  })
}
