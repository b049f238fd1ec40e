import { identifyImage } from '@fluxkit/core/images'
import { createFakeClock } from '@fluxkit/core/testing'
import { expect, test } from 'vitest'
import { createSandboxService } from './sandbox-service.ts'

const signal = new AbortController().signal
const onLate = (): void => undefined

test('a picture has the size that was asked for', async () => {
  const service = createSandboxService({ durationMs: 0 })
  const request = { action: 'generate', prompt: 'a fox', size: '320x256', count: 1 } as const
  const { id } = await service.submit(request, { signal, onLate })
  const picture = await service.download(`${id}&index=0`, { signal, taskId: id })
  expect(identifyImage(picture.bytes)).toMatchObject({ format: 'png', width: 320, height: 256, complete: true })
})

test('a ratio becomes a picture of about a megapixel', async () => {
  const service = createSandboxService({ durationMs: 0 })
  const request = { action: 'generate', prompt: 'a fox', model: 'flux-pro-1.1-ultra', size: '16:9' } as const
  const { id } = await service.submit(request, { signal, onLate })
  const { width, height } = await service.download(`${id}&index=0`, { signal, taskId: id })
  expect([width, height]).toEqual([1360, 768])
})

test('an edit without a size keeps the shape of its image', async () => {
  const service = createSandboxService({ durationMs: 0 })
  const imageSize = { width: 3000, height: 2000 }
  const request = { action: 'edit', prompt: 'night', imageUrl: 'https://x/y.png', imageSize } as const
  const { id } = await service.submit(request, { signal, onLate })
  const { width, height } = await service.download(`${id}&index=0`, { signal, taskId: id })
  expect([width, height]).toEqual([1248, 832])
})

test('it takes its time, and as many pictures come as were ordered', async () => {
  const clock = createFakeClock()
  const service = createSandboxService({ clock, durationMs: 1500 })
  const { id, submittedAtMs } = await service.submit({ action: 'generate', prompt: 'a', count: 3 }, { signal, onLate })
  let urls: readonly string[] | undefined
  const end = service
    .wait({ id, model: 'flux-dev', submittedAtMs }, { signal, deadlineMs: 1 })
    .then((found) => (urls = found))
  await clock.advance(1499)
  expect(urls).toBeUndefined()
  await clock.advance(1)
  await end
  expect(urls).toHaveLength(3)
})

test('another process can go on with a task: all it needs stands in the id', async () => {
  const clock = createFakeClock()
  const { id } = await createSandboxService({ clock, newId: () => 'x' }).submit(
    { action: 'edit', prompt: 'make it night', imageUrl: 'https://x/y.png', size: '1:1' },
    { signal, onLate },
  )
  const later = createSandboxService({ durationMs: 0, clock })
  const ready = later.wait({ id, model: '', submittedAtMs: 0 }, { signal, deadlineMs: 1 })
  await clock.advance(1)
  const [url = ''] = await ready
  expect(url).toContain('label=SANDBOX+EDIT')
})

test('stopping ends the wait and leaves no timer', async () => {
  const clock = createFakeClock()
  const abort = new AbortController()
  const wait = createSandboxService({ clock }).wait(
    { id: 'sandbox:count=1', model: '', submittedAtMs: clock.now() },
    { signal: abort.signal, deadlineMs: 1 },
  )
  const refused = expect(wait).rejects.toMatchObject({ code: 'aborted' })
  abort.abort()
  await refused
  expect(clock.pendingDelaysMs()).toEqual([])
})
