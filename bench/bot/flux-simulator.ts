// The simulator of the Flux API as a separate process, so that its work doesn't delay what the benchmark measures. Images are not
// what is measured, so one is drawn at the start and every link leads to it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSimulator, drawImage, type SimulatorStats } from '@fluxkit/simulator'

/** From the parent. */
export type Command = { readonly kind: 'report' }

/** One task as the service knows it. Times are epoch milliseconds. */
export interface TaskEnd {
  readonly id: string
  readonly prompt: string
  readonly finishedMs: number | undefined
}

export type Message =
  | { readonly kind: 'listening'; readonly url: string; readonly imageBytes: number }
  | { readonly kind: 'report'; readonly stats: SimulatorStats; readonly tasks: readonly TaskEnd[] }

const [taskMs = 20_000, imageSide = 512] = process.argv.slice(2).map(Number)
const image = await drawImage({
  prompt: 'a lighthouse at dusk',
  model: 'flux-dev',
  seed: 1,
  width: imageSide,
  height: imageSide,
})
const images = createServer((_, answer) => {
  answer.writeHead(200, { 'content-type': 'image/png', 'content-length': image.byteLength })
  answer.end(image)
})
await new Promise<void>((resolve) => {
  images.listen(0, '127.0.0.1', resolve)
})
const { port } = images.address() as AddressInfo
const simulator = createSimulator({
  durationsMs: () => taskMs,
  publicUrl: `http://127.0.0.1:${port}`,
  taskRetentionCount: 100_000,
  balance: 1_000_000_000,
})
const { url } = await simulator.listen()

process.on('message', ({ kind }: Command) => {
  const tasks = simulator.tasks.map(({ id, prompt, finishedMs }): TaskEnd => ({ id, prompt, finishedMs }))
  report({ kind, stats: { ...simulator.stats }, tasks })
})
process.once('disconnect', () => process.exit(0))
report({ kind: 'listening', url, imageBytes: image.byteLength })

function report(message: Message): void {
  process.send?.(message)
}
