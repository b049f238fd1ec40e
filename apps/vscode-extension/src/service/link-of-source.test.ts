import { expect, test, vi } from 'vitest'
import { aJob } from '../model/jobs/fixture.ts'
import type { Tokens } from '../platform/tokens.ts'
import type { ImageService } from './image-service.ts'

let uploads = 'ask'
vi.mock('vscode', () => ({
  Uri: { parse: (text: string) => ({ path: text.slice('file://'.length) }) },
  workspace: {
    getConfiguration: () => ({ inspect: () => ({ globalValue: uploads }) }),
    fs: { stat: async () => ({ size: 3 }), readFile: async () => new Uint8Array(3) },
  },
}))

const { linkOfSource } = await import('./link-of-source.ts')
const upload = vi.fn<ImageService['upload']>(async (_, name) => `https://x/${name}`)
const tokens = { get: async () => 'platform-token' } as unknown as Tokens
const link = (source: string): Promise<string> =>
  linkOfSource(
    aJob({ action: 'edit', source }),
    { upload } as unknown as ImageService,
    tokens,
    new AbortController().signal,
  )

test('a local picture is uploaded, a link is not', async () => {
  expect(await link('file:///ws/fox.png')).toBe('https://x/fox.png')
  expect(await link('https://y/fox.png')).toBe('https://y/fox.png')
  expect(upload).toHaveBeenCalledTimes(1)
})

test('nothing is uploaded once the person has forbidden it, whoever ordered the edit and when', async () => {
  upload.mockClear()
  uploads = 'never'
  await expect(link('file:///ws/fox.png')).rejects.toMatchObject({ code: 'upload_forbidden' })
  expect(upload).not.toHaveBeenCalled()
})
