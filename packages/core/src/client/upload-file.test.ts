import { describe, expect, it } from 'vitest'
import { images } from '../images/fixtures/images.ts'
import { anErrorAnswer } from '../testing/builders.ts'
import { createScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'
import type { FluxClient } from './types.ts'
import type { UploadInput } from './upload-input.ts'

function upload(
  steps: readonly ScriptStep[],
  bytes: Uint8Array<ArrayBuffer> = images.png,
  platformToken = 'platform-secret',
): ReturnType<FluxClient['files']['upload']> {
  const transport = createScriptedTransport(steps)
  return createFluxClient({ token: 'api-secret', platformToken, transport }).files.upload({ bytes })
}

describe('an upload', () => {
  it('gives the link', async () => {
    const answer = { file_url: 'https://cdn.acedata.cloud/7f849b80b9.png', mime: 'image/png' }
    expect(await upload([{ body: answer }])).toEqual({
      url: 'https://cdn.acedata.cloud/7f849b80b9.png',
      mimeType: 'image/png',
    })
  })

  it('is refused for a file of more than 100,000,000 bytes', async () => {
    const bytes = new Uint8Array(100_000_001)
    bytes.set(images.png)
    await expect(upload([], bytes)).rejects.toMatchObject({
      code: 'invalid_request',
      issues: [{ field: 'file', message: 'file: 100000001 bytes; 100 MB at most' }],
    })
  })

  it.each([
    ['there is none', '', []],
    ['it holds a line break', 'platform\nsecret', []],
    ['the platform does not know it', 'platform-secret', [{ status: 401, body: anErrorAnswer('invalid_token') }]],
    ['it is for another API', 'platform-secret', [{ status: 400, body: anErrorAnswer('token_mismatched') }]],
  ] as const)('asks for a platform token when %s', async (_, token, steps) => {
    await expect(upload(steps, images.png, token)).rejects.toMatchObject({
      advice:
        'Check ACEDATACLOUD_PLATFORM_TOKEN: uploads, balance and usage need a token of the platform, not the API token.',
    })
  })

  it('asks to enable a disabled application, whatever the token', async () => {
    await expect(upload([{ status: 400, body: anErrorAnswer('disabled') }])).rejects.toMatchObject({
      advice: 'Enable the application at https://platform.acedata.cloud/console/applications.',
    })
  })
})

describe('what can be uploaded', () => {
  const answer = { file_url: 'https://cdn.acedata.cloud/7f849b80b9.png' }
  const { png } = images

  async function uploaded(file: unknown): Promise<{ readonly text: string; readonly name: string | undefined }> {
    const transport = createScriptedTransport([{ body: answer }])
    const flux = createFluxClient({ token: 'any', platformToken: 'any', transport })
    await flux.files.upload(file as UploadInput)
    const text = new TextDecoder('latin1').decode(transport.requests[0]?.body as Uint8Array)
    return { text, name: /filename="([^"]*)"/.exec(text)?.[1] }
  }

  const larger = new Uint8Array(png.length + 20)
  larger.set(png, 10)

  it.each<[string, unknown, string]>([
    ['a Uint8Array', png, 'image.png'],
    ['a part of a larger one', larger.subarray(10, 10 + png.length), 'image.png'],
    ['a Buffer', Buffer.from(png), 'image.png'],
    ['a DataView', new DataView(png.buffer, png.byteOffset, png.byteLength), 'image.png'],
    ['an ArrayBuffer', png.slice().buffer, 'image.png'],
    ['a Blob', new Blob([png]), 'image.png'],
    ['a File, with its name', new File([png], 'holiday.jpeg'), 'holiday.png'],
    ['bytes with a name', { bytes: png, name: '../x/cat.gif' }, 'cat.png'],
    ['a Blob with a name', { bytes: new Blob([png]), name: 'cat' }, 'cat.png'],
    ['shared memory', sharedCopy(png), 'image.png'],
  ])('%s', async (_, file, name) => {
    const sent = await uploaded(file)
    expect(sent.name).toBe(name)
    expect(sent.text).toContain(new TextDecoder('latin1').decode(png))
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a path, which only Node can read', 'cat.png'],
    ['a number', 7],
    ['an object without bytes', {}],
    ['an object with other bytes', { bytes: [1, 2, 3] }],
  ])('not %s', async (_, file) => {
    await expect(uploaded(file)).rejects.toMatchObject({
      code: 'invalid_request',
      issues: [{ field: 'file', message: 'file: must be a Blob, a File, an ArrayBuffer or a Uint8Array' }],
    })
  })

  it('not a Blob of more than 100,000,000 bytes, which is not even read', async () => {
    const blob = { size: 100_000_001, arrayBuffer: () => Promise.reject(new Error('read')) }
    await expect(uploaded(blob)).rejects.toMatchObject({
      issues: [{ field: 'file', message: 'file: 100000001 bytes; 100 MB at most' }],
    })
  })
})

function sharedCopy(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length))
  shared.set(bytes)
  return shared
}
