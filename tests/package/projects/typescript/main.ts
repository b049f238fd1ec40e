import {
  checkRequest,
  createFluxClient as createPortableClient,
  fetchTransport,
  type FluxErrorCode,
  type Generation,
  isFluxError,
} from '@fluxkit/core'
import { createCallbackReceiver, generateCallbackKey } from '@fluxkit/core/callbacks'
import { identifyImage, type ImageScan } from '@fluxkit/core/images'
import { createFluxClient, type NodeFluxClient } from '@fluxkit/core/node'
import { aBatch, aFinishedTask, anAcceptance, createFakeClock, createScriptedTransport } from '@fluxkit/core/testing'
import { createSimulator, type Fault, type SimulatorStats } from '@fluxkit/simulator'
import { drawImage } from '@fluxkit/simulator/draw'

const fault: Fault = { kind: 'moderation', prompt: 'forbidden' }
const simulator = createSimulator({ speed: 1_000 })
simulator.faults.add(fault)
const { url } = await simulator.listen()
const flux: NodeFluxClient = createFluxClient({ token: 'a-token', baseUrl: url })

const { id } = await flux.submit({ action: 'generate', prompt: 'a red fox', size: '256x256' })
const generation: Generation = await flux.tasks.wait(id)
const { bytes } = await flux.images.download(generation.images[0]?.url ?? '')
const scan: ImageScan | undefined = identifyImage(bytes)
const saved = await flux.images.save(generation.images[0]?.url ?? '', { directory: 'images', name: 'a red fox' })

let code: FluxErrorCode | undefined
try {
  await flux.generate({ prompt: 'a forbidden fox' })
} catch (error) {
  if (isFluxError(error)) code = error.code
}

const inProcess = createPortableClient({
  token: 'a-token',
  transport: fetchTransport((input, init) => simulator.fetch(input, init)),
})
const held = await inProcess.generate({ prompt: 'a blue fox', size: '256x256' }, { mode: 'sync' })

const clock = createFakeClock()
const scripted = createPortableClient({
  token: 'a-token',
  transport: createScriptedTransport([{ body: anAcceptance() }, { body: aBatch(aFinishedTask()) }]),
  clock,
})
const done = scripted.generate({ prompt: 'a white siamese cat' })
await clock.advance(30_000)

const receiver = createCallbackReceiver({
  secretKey: generateCallbackKey(),
  publicUrl: 'https://bot.example.com/callbacks',
  onResult: (event) => void flux.tasks.deliver(event),
  onError: () => undefined,
})
const forged = await receiver.handle(new Request('https://bot.example.com/callbacks/forged', { method: 'POST' }))
const drawn = await drawImage({ prompt: 'a fox', model: 'flux-dev', seed: 1, width: 64, height: 64 })
const stats: Readonly<SimulatorStats> = simulator.stats

process.stdout.write(
  JSON.stringify({
    format: scan?.format,
    width: scan?.width,
    saved: saved.path.endsWith('a red fox.png'),
    code,
    held: held.images.length,
    scripted: (await done).images.length,
    forged: forged.status,
    drawn: identifyImage(drawn)?.width,
    charges: stats.charges,
    issues: checkRequest({ action: 'generate', prompt: '' }).length,
  }),
)
await flux.close()
await simulator.close()
