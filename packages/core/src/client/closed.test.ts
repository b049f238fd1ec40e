import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport } from '../testing/scripted-transport.ts'
import type { ProgressEvent } from '../tasks/progress.ts'
import { createFluxClient } from './create-client.ts'
import { methodOf, methods } from './fixtures/every-method.ts'

const names = Object.keys(methods).filter((name) => name !== 'tasks.watch')
const aboutPaid = new Set(['tasks.wait', 'images.download'])

describe('after close()', () => {
  it.each(names)('%s says that the client is closed, and sends nothing', async (name) => {
    const transport = createScriptedTransport([])
    const flux = createFluxClient({ token: 'any', platformToken: 'any', clock: createFakeClock(), transport })
    await flux.close()
    await expect(methodOf(flux, name)(...(methods[name] ?? []))).rejects.toMatchObject({
      code: 'client_closed',
      charged: aboutPaid.has(name) ? 'yes' : 'no',
    })
    expect(transport.requests).toEqual([])
  })

  it('an image that is paid for can be fetched with a new client, which the error says', async () => {
    const flux = createFluxClient({ token: 'any', transport: createScriptedTransport([]) })
    await flux.close()
    const download = flux.images.download('https://cdn.acedata.cloud/fox.png', { taskId: 'task-1' })
    await expect(download).rejects.toMatchObject({
      code: 'client_closed',
      charged: 'yes',
      taskId: 'task-1',
      advice: 'Make a new client, and repeat the call with it: it is free.',
    })
  })

  it('a watch reports each task as one that it no longer waits for', async () => {
    const flux = createFluxClient({ token: 'any', clock: createFakeClock(), transport: createScriptedTransport([]) })
    await flux.close()
    const events: ProgressEvent[] = []
    for await (const event of flux.tasks.watch(['task-1', 'task-2'])) events.push(event)
    expect(events).toMatchObject([
      { type: 'failed', taskId: 'task-1', error: { code: 'client_closed', charged: 'yes' } },
      { type: 'failed', taskId: 'task-2', error: { code: 'client_closed', charged: 'yes' } },
    ])
  })
})
