import { describe, expect, it } from 'vitest'
import { images } from '../images/fixtures/images.ts'
import { anErrorAnswer, anImageAnswer } from '../testing/builders.ts'
import { createScriptedTransport, type ScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'
import type { FluxClient } from './types.ts'

const link = 'https://cdn.acedata.cloud/7f849b80b9.png'

function createBench(steps: readonly ScriptStep[]): { flux: FluxClient; transport: ScriptedTransport } {
  const transport = createScriptedTransport(steps)
  return { transport, flux: createFluxClient({ token: 'any', platformToken: 'platform', transport }) }
}

const night = { prompt: 'make it night', image: images.png, imageMayBecomePublic: true } as const

describe('an edit of a file', () => {
  it('uploads it, edits its link, and keeps its shape', async () => {
    const { flux, transport } = createBench([{ body: { file_url: link } }, { body: anImageAnswer() }])
    expect(await flux.edit(night, { mode: 'sync' })).toMatchObject({ size: { sent: '3:2', chosenBy: 'input-image' } })
    expect(transport.requests.map(({ url }) => url)).toEqual([
      'https://platform.acedata.cloud/api/v1/files/',
      'https://api.acedata.cloud/flux/images',
    ])
    expect(transport.requests[1]?.body).toEqual({
      action: 'edit',
      prompt: 'make it night',
      model: 'flux-kontext-pro',
      size: '3:2',
      image_url: link,
    })
  })

  it('takes a size or a shape from the caller instead', async () => {
    const { flux, transport } = createBench([
      { body: { file_url: link } },
      { body: anImageAnswer() },
      { body: { file_url: link } },
      { body: anImageAnswer() },
    ])
    await flux.edit({ ...night, size: '9:16' }, { mode: 'sync' })
    await flux.edit({ ...night, imageSize: { width: 100, height: 100 } }, { mode: 'sync' })
    expect(transport.requests.flatMap(({ body }) => (body as { size?: string }).size ?? [])).toEqual(['9:16', '1:1'])
  })

  it.each<[string, object, string, string]>([
    [
      'the caller does not say that it may be published',
      { imageMayBecomePublic: undefined },
      'imageMayBecomePublic',
      'imageMayBecomePublic: must be true, because an uploaded image gets a public, permanent link',
    ],
    [
      'the caller says so in another way',
      { imageMayBecomePublic: 'yes' },
      'imageMayBecomePublic',
      'imageMayBecomePublic: must be true, because an uploaded image gets a public, permanent link',
    ],
    ['there is no image', { image: undefined }, 'image', 'image: is required with imageMayBecomePublic'],
    ['there is a link, too', { imageUrl: link }, 'imageUrl', 'imageUrl: leave it out, image is given'],
    ['the request is wrong', { prompt: ' ' }, 'prompt', 'prompt: must not be empty'],
    [
      'the file is not an image',
      { image: new Uint8Array([1, 2, 3]) },
      'file',
      'file: must be a PNG, JPEG, WebP, GIF or AVIF image',
    ],
  ])('uploads nothing when %s', async (_, fields, field, message) => {
    const { flux, transport } = createBench([])
    const edit = flux.edit({ ...night, ...fields } as typeof night)
    await expect(edit).rejects.toMatchObject({ code: 'invalid_request', charged: 'no', issues: [{ field, message }] })
    expect(transport.requests).toEqual([])
  })

  it('submits nothing when the upload fails', async () => {
    const { flux, transport } = createBench([{ status: 401, body: anErrorAnswer('invalid_token') }])
    await expect(flux.edit(night)).rejects.toMatchObject({ code: 'invalid_token', charged: 'no' })
    expect(transport.requests).toHaveLength(1)
  })
})
