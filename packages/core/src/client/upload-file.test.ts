import { describe, expect, it } from 'vitest'
import { pictures } from '../images/fixtures/pictures.ts'
import { anErrorAnswer } from '../testing/builders.ts'
import { createScriptedTransport, type ScriptStep } from '../testing/scripted-transport.ts'
import { createFluxClient } from './create-client.ts'
import type { FluxClient } from './types.ts'

function upload(
  steps: readonly ScriptStep[],
  bytes: Uint8Array<ArrayBuffer> = pictures.png,
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

  it('is not made of a file of more than 100,000,000 bytes', async () => {
    const bytes = new Uint8Array(100_000_001)
    bytes.set(pictures.png)
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
  ] as const)('asks for the token of the platform when %s', async (_, token, steps) => {
    await expect(upload(steps, pictures.png, token)).rejects.toMatchObject({
      advice:
        'Check ACEDATACLOUD_PLATFORM_TOKEN: uploads need a token of the platform, which is another one than the API token.',
    })
  })

  it('asks to enable a disabled application, whatever the token', async () => {
    await expect(upload([{ status: 400, body: anErrorAnswer('disabled') }])).rejects.toMatchObject({
      advice: 'Enable the application at https://platform.acedata.cloud/console/applications.',
    })
  })
})
