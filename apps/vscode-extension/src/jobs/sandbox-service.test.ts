import { identifyImage } from '@fluxkit/core/images'
import { createFakeClock } from '@fluxkit/core/testing'
import type { KnownTask } from '@fluxkit/jobs'
import { expect, test } from 'vitest'
import { createSandboxService } from './sandbox-service.ts'

const signal = new AbortController().signal
const waiting = { signal, deadlineMs: 1, onProgress: () => undefined }
const aTask = (submittedAtMs = 0): KnownTask => ({ id: 'x', submittedAtMs })
const job = (request: object) => ({ request: { action: 'generate', prompt: 'a fox', ...request } })

async function sidesOf(request: object): Promise<number[]> {
  const { bytes, width, height } = await createSandboxService(job(request)).download('sandbox:x/0', { signal })
  expect(identifyImage(bytes)).toMatchObject({ format: 'png', width, height, complete: true })
  return [width, height]
}

test('an image has the size that was asked for', async () => {
  expect(await sidesOf({ size: '320x256' })).toEqual([320, 256])
})

test('a ratio becomes an image of about a megapixel', async () => {
  expect(await sidesOf({ model: 'flux-pro-1.1-ultra', size: '16:9' })).toEqual([1360, 768])
})

test('an edit without a size keeps the shape of its image', async () => {
  expect(await sidesOf({ action: 'edit', imageSize: { width: 3000, height: 2000 } })).toEqual([1248, 832])
})

test('a submission is saved before it counts, and costs nothing', async () => {
  const written: unknown[] = []
  const service = createSandboxService(job({}), { newId: () => 'x' })
  const onAttempt = async ({ wire }: { readonly wire: object }): Promise<void> => void written.push(wire)
  expect(await service.submit({ prompt: 'a fox' }, { key: 'k', onAttempt })).toEqual({ id: 'x' })
  expect([written, service.address]).toEqual([[{ prompt: 'a fox' }], 'sandbox'])
  await expect(service.submit({}, { key: 'k', onAttempt: () => Promise.reject(new Error('ENOSPC')) })).rejects.toThrow(
    'ENOSPC',
  )
})

test('it takes its time, and as many images come as were requested', async () => {
  const clock = createFakeClock()
  const service = createSandboxService(job({ count: 3 }), { clock, durationMs: 1500 })
  let count: number | undefined
  const end = service.wait(aTask(clock.now()), waiting).then(({ images }) => (count = images.length))
  await clock.advance(1499)
  expect(count).toBeUndefined()
  await clock.advance(1)
  await end
  expect(count).toBe(3)
})

test('another process can continue with a task: all it needs is in the record of the job', async () => {
  const request = { action: 'edit', size: '64x64' }
  const first = createSandboxService(job(request))
  const later = createSandboxService(job(request), { durationMs: 0 })
  const { images } = await later.wait(aTask(), waiting)
  const url = images[0]?.url ?? ''
  const [own, others] = await Promise.all([first, later].map((service) => service.download(url, { signal })))
  expect(Buffer.from(own?.bytes ?? []).equals(others?.bytes ?? new Uint8Array())).toBe(true)
  expect(await later.check(aTask(), { signal })).toEqual({ images })
})

test('stopping ends the wait and leaves no timer', async () => {
  const clock = createFakeClock()
  const abort = new AbortController()
  const service = createSandboxService(job({}), { clock })
  const wait = service.wait(aTask(clock.now()), { ...waiting, signal: abort.signal })
  const refused = expect(wait).rejects.toMatchObject({ code: 'aborted' })
  abort.abort()
  await refused
  expect(clock.pendingDelaysMs()).toEqual([])
})
