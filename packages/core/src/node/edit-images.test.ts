import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { images } from '../images/fixtures/images.ts'
import { anAcceptance } from '../testing/builders.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createScriptedTransport, type ScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'
import { createFluxClient, type NodeFluxClient, type NodeFluxClientOptions } from './create-node-client.ts'

const link = 'https://cdn.acedata.cloud/7f849b80b9.png'
const night = { action: 'edit', prompt: 'make it night', imageUrl: 'https://images.example.com/a.png' } as const

function createBench(
  steps: readonly ScriptStep[],
  options: NodeFluxClientOptions = {},
): { flux: NodeFluxClient; transport: ScriptedTransport } {
  const transport = createScriptedTransport(steps)
  return { transport, flux: createFluxClient({ token: 'any', platformToken: 'any', transport, ...options }) }
}

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxkit-edit-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('an edit by link', () => {
  it('reads how large its image is, and keeps the shape', async () => {
    const { flux, transport } = createBench([{ body: images.png }, { body: anAcceptance() }])
    const { size } = await flux.submit(night)
    expect(size).toEqual({ sent: '3:2', chosenBy: 'input-image' })
    expect(transport.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET https://images.example.com/a.png',
      'POST https://api.acedata.cloud/flux/images',
    ])
    expect(transport.requests[0]?.headers).toEqual({ accept: 'image/*' })
  })

  it('does without when the image cannot be read, after 3 s at most', async () => {
    const clock = createFakeClock()
    const { flux } = createBench(['hang', { body: anAcceptance() }], { clock })
    const submitted = flux.submit(night)
    await clock.advance(3_000)
    expect((await submitted).size).toEqual({ sent: '1:1', chosenBy: 'default' })
  })

  it.each([
    ['the caller names a size', { ...night, size: '16:9' as const }, {}],
    ['the caller knows the shape', { ...night, imageSize: { width: 1, height: 1 } }, {}],
    ['it is switched off', night, { measureInputImages: false }],
  ])('reads nothing when %s', async (_, request, options) => {
    const { flux, transport } = createBench([{ body: anAcceptance() }], options)
    await flux.submit(request)
    expect(transport.requests).toHaveLength(1)
  })

  it('reads nothing for a request that is not sent anyway', async () => {
    const { flux, transport } = createBench([])
    await expect(flux.submit({ ...night, prompt: '' })).rejects.toMatchObject({ code: 'invalid_request' })
    expect(transport.requests).toEqual([])
  })

  it('refuses a misspelt option with the nearest name', () => {
    expect(() => createFluxClient({ token: 'any', measureInputImage: true } as NodeFluxClientOptions)).toThrow(
      'measureInputImage: not an option; nearest: measureInputImages',
    )
  })
})

describe('an image at a path', () => {
  it('is uploaded under its name, and edited', async () => {
    const path = join(folder, 'holiday.jpeg')
    await writeFile(path, images.png)
    const { flux, transport } = createBench([
      { body: { file_url: link } },
      { body: { file_url: link } },
      { body: anAcceptance() },
    ])
    await flux.files.upload(path)
    const abort = new AbortController()
    const onProgress = (): void => abort.abort()
    const edit = { prompt: 'make it night', image: path, imageMayBecomePublic: true } as const
    await flux.edit(edit, { signal: abort.signal, onProgress }).catch(() => undefined)
    const texts = transport.requests.slice(0, 2).map(({ body }) => new TextDecoder('latin1').decode(body as Uint8Array))
    for (const text of texts) expect(text).toContain('filename="holiday.png"')
    expect(transport.requests[2]?.body).toMatchObject({ image_url: link, size: '3:2' })
  })

  it.each([
    ['does not exist', () => join(folder, 'none.png'), 'file: cannot be opened (ENOENT)'],
    ['is a folder', () => folder, 'file: is not a regular file'],
    ['holds a NUL', () => 'a\0b', 'file: cannot be opened (ERR_INVALID_ARG_VALUE)'],
  ])('that %s is refused without naming it', async (_, path, message) => {
    const { flux } = createBench([])
    await expect(flux.files.upload(path())).rejects.toMatchObject({
      code: 'invalid_request',
      issues: [{ field: 'file', message }],
    })
  })

  it.skipIf(process.platform === 'win32')('that is a named pipe is refused and not waited for', async () => {
    const path = join(folder, 'pipe.png')
    execFileSync('mkfifo', [path])
    const { flux } = createBench([])
    await expect(flux.files.upload(path)).rejects.toMatchObject({
      issues: [{ field: 'file', message: 'file: is not a regular file' }],
    })
  })
})
