import { serve } from '@hono/node-server'
import { createFluxClient, createCallbackReceiver, generateCallbackKey } from '@fluxkit/core/node'
import { createSimulator } from '@fluxkit/simulator'
import { Hono } from 'hono'

const simulator = createSimulator({ speed: 1_000 })
const { url: baseUrl } = await simulator.listen()
const flux = createFluxClient({ token: 'a-token', baseUrl })

const app = new Hono()
const { port, close } = await new Promise((resolve) => {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
    resolve({ port: info.port, close: () => new Promise((done) => server.close(done)) }),
  )
})
const reported = []
const receiver = createCallbackReceiver({
  secretKey: generateCallbackKey(),
  publicUrl: `http://127.0.0.1:${port}/callbacks`,
  onResult: (event) => {
    reported.push(event.jobKey)
    flux.tasks.deliver(event)
  },
  onError: (error) => {
    throw error
  },
})
app.all('/callbacks/*', (context) => receiver.handle(context.req.raw))

const callbackUrl = await receiver.urlFor('job-1')
const forged = await fetch(`${callbackUrl.slice(0, -4)}AAAA`, { method: 'POST', body: '{}' })
const task = await flux.submit({ action: 'generate', prompt: 'a red fox', size: '256x256', callbackUrl })
const { images } = await flux.tasks.wait(task.id, task)
process.stdout.write(
  JSON.stringify({ forged: forged.status, reported, images: images.length, polls: simulator.stats.batchPolls }),
)
await flux.close()
await simulator.close()
await close()
