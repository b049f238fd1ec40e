import { expect, test, vi } from 'vitest'
import { aJob } from '../model/jobs/fixture.ts'
import type { SourceLink } from '../model/jobs/transitions.ts'
import type { Tokens } from '../platform/tokens.ts'
import type { ImageService } from './image-service.ts'

let uploads = 'ask'
let file = new Uint8Array(3)
vi.mock('vscode', () => ({
  Uri: { parse: (text: string) => ({ path: text.slice('file://'.length) }) },
  workspace: {
    getConfiguration: () => ({ inspect: () => ({ globalValue: uploads }) }),
    fs: { stat: async () => ({ size: 3 }), readFile: async () => file },
  },
}))

const { linkOfSource } = await import('./link-of-source.ts')
const upload = vi.fn<ImageService['upload']>(async (_, name) => `https://x/${name}`)
const tokens = { get: async () => 'platform-token' } as unknown as Tokens
const link = (source: string): Promise<SourceLink> =>
  linkOfSource(
    aJob({ action: 'edit', source }),
    { upload } as unknown as ImageService,
    tokens,
    new AbortController().signal,
  )

test('a local picture is uploaded, a link is not', async () => {
  expect(await link('file:///ws/fox.png')).toEqual({ url: 'https://x/fox.png' })
  expect(await link('https://y/fox.png')).toEqual({ url: 'https://y/fox.png' })
  expect(upload).toHaveBeenCalledTimes(1)
})

test('nothing is uploaded once the person has forbidden it, whoever ordered the edit and when', async () => {
  upload.mockClear()
  uploads = 'never'
  await expect(link('file:///ws/fox.png')).rejects.toMatchObject({ code: 'upload_forbidden' })
  expect(upload).not.toHaveBeenCalled()
})

test('the sides of a local image come from its bytes', async () => {
  uploads = 'ask'
  // The head of a PNG: signature, IHDR, 640 x 360.
  file = Uint8Array.from([
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 2, 128, 0, 0, 1, 104, 8, 2, 0, 0, 0,
  ])

  expect(await link('file:///ws/fox.png')).toEqual({ url: 'https://x/fox.png', size: { width: 640, height: 360 } })
})
