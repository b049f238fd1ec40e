import { anAcceptance, anErrorAnswer } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import type { RawAnswer } from '../../support/lab.ts'
import { type RawLab, requirement } from '../requirement.ts'
import { failure } from '../script.ts'
import { tinyPng } from '../../support/tiny-png.ts'

const night = { action: 'edit', prompt: 'make it night', model: 'flux-kontext-pro', size: '1:1' } as const
const image = { bytes: tinyPng, name: 'cat.png' }
const uploaded = { body: { file_url: 'https://cdn.acedata.cloud/7f849b80b9.png', mime: 'image/png' } }

/** An upload with fetch, one field per file. */
function upload(
  { send }: RawLab,
  files: readonly (readonly [field: string, name: string, bytes: Uint8Array<ArrayBuffer>])[] = [
    ['file', 'cat.png', tinyPng],
  ],
  token: string | null = 'platform-token',
): Promise<RawAnswer> {
  const body = new FormData()
  for (const [field, name, bytes] of files) body.append(field, new Blob([bytes]), name)
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  return send('/api/v1/files/', { method: 'POST', headers, body })
}

/** A PNG followed by zeros: complete, and of any requested length. */
function pngOf(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  bytes.set(tinyPng)
  return bytes
}

function sentForm(body: unknown, contentType: string | undefined): Promise<FormData> {
  return new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': contentType ?? '' } }).formData()
}

requirement('FLUX-UPLOAD-01', {
  async scripted(script) {
    const { client, requests } = script([])
    const requested = client.submit({ ...night, imageUrl: 'data:image/png;base64,iVBORw0KGgo=' })
    expect(await failure(requested)).toMatchObject({ code: 'invalid_request', issues: [{ field: 'imageUrl' }] })
    expect(requests).toEqual([])
  },
  async through({ client, simulator }) {
    const requested = client.submit({ ...night, imageUrl: 'data:image/png;base64,iVBORw0KGgo=' })
    expect((await failure(requested)).code).toBe('invalid_request')
    expect(simulator.stats.requests).toBe(0)
  },
  async simulator({ post }) {
    const answer = await post('/flux/images', { ...night, image_url: 'data:image/png;base64,iVBORw0KGgo=' })
    expect([answer.status, answer.json()['error']]).toMatchObject([400, { message: 'image_url is invalid.' }])
  },
})

requirement('FLUX-UPLOAD-02', {
  async scripted(script) {
    const { client, requests } = script([uploaded])
    await client.files.upload(image)
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST https://platform.acedata.cloud/api/v1/files/',
    ])
  },
  async through({ client, settle, simulator }) {
    await settle(client.files.upload(image))
    expect(simulator.stats.uploads).toBe(1)
  },
  async simulator(lab) {
    expect((await upload(lab)).status).toBe(200)
    expect(lab.simulator.stats.uploads).toBe(1)
  },
})

requirement('FLUX-UPLOAD-03', {
  async scripted(script) {
    const { client, requests } = script([uploaded])
    await client.files.upload(image)
    const form = await sentForm(requests[0]?.body, requests[0]?.headers['content-type'])
    const file = form.get('file') as File
    expect([file.name, file.type, new Uint8Array(await file.arrayBuffer())]).toEqual(['cat.png', 'image/png', tinyPng])
  },
  async through({ client, settle, send }) {
    const { url } = await settle(client.files.upload(image))
    const { text } = await send(new URL(url).pathname)
    expect(text).toBe(new TextDecoder().decode(tinyPng))
  },
  async simulator(lab) {
    expect((await upload(lab, [['image', 'cat.png', tinyPng]])).status).toBe(400)
    const json = { method: 'POST', headers: { authorization: 'Bearer platform-token' }, body: '{}' }
    expect((await lab.send('/api/v1/files/', json)).status).toBe(400)
  },
})

requirement('FLUX-UPLOAD-04', {
  async scripted(script) {
    const { client, requests } = script([uploaded])
    await client.files.upload(image)
    const form = await sentForm(requests[0]?.body, requests[0]?.headers['content-type'])
    expect([...form.keys()]).toEqual(['file'])
  },
  async through({ client, settle, simulator }) {
    await settle(Promise.all([client.files.upload(image), client.files.upload(image)]))
    expect(simulator.stats.uploads).toBe(2)
  },
  async simulator(lab) {
    const file = ['file', 'cat.png', tinyPng] as const
    expect((await upload(lab, [file, file])).status).toBe(400)
  },
})

requirement('FLUX-UPLOAD-05', {
  async scripted(script) {
    const { client, requests } = script([uploaded])
    expect(await failure(client.files.upload({ bytes: pngOf(100_000_001) }))).toMatchObject({ code: 'invalid_request' })
    expect(requests).toEqual([])
  },
  async through({ client, simulator }) {
    expect((await failure(client.files.upload({ bytes: pngOf(100_000_001) }))).code).toBe('invalid_request')
    expect(simulator.stats.requests).toBe(0)
  },
  async simulator(lab) {
    const answer = await upload(lab, [['file', 'cat.png', pngOf(100_000_001)]])
    expect([answer.status, answer.json()['error']]).toMatchObject([400, { code: 'bad_request' }])
  },
})

requirement('FLUX-UPLOAD-06', {
  async scripted(script) {
    const { client } = script([uploaded])
    expect(await client.files.upload(image)).toEqual({
      url: 'https://cdn.acedata.cloud/7f849b80b9.png',
      mimeType: 'image/png',
    })
  },
  async through({ client, settle, url }) {
    const file = await settle(client.files.upload(image))
    expect([file.url.startsWith(`${url}/`), file.mimeType]).toEqual([true, 'image/png'])
  },
  async simulator(lab) {
    expect((await upload(lab)).json()).toEqual({
      file_url: expect.stringMatching(/\.png$/) as string,
      mime: 'image/png',
    })
  },
})

requirement('FLUX-UPLOAD-07', {
  async scripted(script) {
    const { client, requests } = script([uploaded, { body: anAcceptance() }])
    await client.files.upload(image)
    await client.submit({ action: 'generate', prompt: 'a red fox' })
    expect(requests.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer platform-token',
      'Bearer api-token',
    ])
  },
  async through({ connect, settle }) {
    await settle(connect().files.upload(image))
    const mistaken = connect({ platformToken: 'api-token' })
    expect(await settle(failure(mistaken.files.upload(image)))).toMatchObject({ code: 'token_mismatched' })
  },
  async simulator(lab) {
    expect((await upload(lab, undefined, 'platform-token')).status).toBe(200)
    expect((await upload(lab, undefined, 'api-token')).json()['error']).toMatchObject({ code: 'token_mismatched' })
    expect((await upload(lab, undefined, null)).json()['error']).toMatchObject({ code: 'no_token' })
    const job = await lab.post('/flux/images', { action: 'generate', prompt: 'fox' }, 'platform-token')
    expect(job.json()['error']).toMatchObject({ code: 'token_mismatched' })
  },
})

requirement('FLUX-UPLOAD-08', {
  async scripted(script) {
    const without = script([], { platformToken: '' })
    expect((await failure(without.client.files.upload(image))).advice).toContain('ACEDATACLOUD_PLATFORM_TOKEN')
    const { client } = script([{ status: 401, body: anErrorAnswer('invalid_token') }])
    const { message } = await failure(client.files.upload(image))
    expect(message).toContain('ACEDATACLOUD_PLATFORM_TOKEN')
    expect(message).not.toContain('ACEDATACLOUD_API_TOKEN')
  },
  async through({ connect, settle }) {
    const mistaken = connect({ platformToken: 'api-token' })
    const { message } = await settle(failure(mistaken.files.upload(image)))
    expect(message).toContain('ACEDATACLOUD_PLATFORM_TOKEN')
    expect(message).not.toContain('ACEDATACLOUD_API_TOKEN')
  },
})

requirement('FLUX-UPLOAD-09', {
  async scripted(script) {
    const { client, requests, settle } = script([uploaded, { body: tinyPng }])
    const { url } = await client.files.upload(image)
    await settle(client.images.download(url))
    expect(requests[1]?.headers).not.toHaveProperty('authorization')
  },
  async through({ client, settle }) {
    const { url } = await settle(client.files.upload(image))
    expect((await settle(client.images.download(url))).bytes).toEqual(tinyPng)
  },
  async simulator(lab) {
    const { file_url: link } = (await upload(lab)).json()
    const answer = await lab.send(new URL(String(link)).pathname)
    expect([answer.status, answer.text]).toEqual([200, new TextDecoder().decode(tinyPng)])
  },
})

const yearMs = 365 * 24 * 3_600_000

requirement('FLUX-UPLOAD-10', {
  async through({ client, settle, wait }) {
    const { url } = await settle(client.files.upload(image))
    await wait(yearMs)
    expect((await settle(client.images.download(url))).format).toBe('png')
  },
  async simulator(lab) {
    const { file_url: link } = (await upload(lab)).json()
    await lab.wait(yearMs)
    expect((await lab.send(new URL(String(link)).pathname)).status).toBe(200)
  },
})

requirement('FLUX-UPLOAD-11', {
  async scripted(script) {
    const { client, requests } = script([uploaded])
    await client.files.upload({ bytes: tinyPng, name: 'holiday.jpeg' })
    const form = await sentForm(requests[0]?.body, requests[0]?.headers['content-type'])
    expect((form.get('file') as File).name).toBe('holiday.png')
  },
  async through({ client, settle }) {
    const { url } = await settle(client.files.upload({ bytes: tinyPng, name: 'holiday.jpeg' }))
    expect(url).toMatch(/\.png$/)
  },
  async simulator(lab) {
    for (const name of ['cat.jpg', 'cat', 'cat.png.exe']) {
      const answer = await upload(lab, [['file', name, tinyPng]])
      expect([name, answer.status, answer.json()['error']]).toMatchObject([name, 400, { code: 'bad_request' }])
    }
  },
})

requirement('FLUX-UPLOAD-12', {
  async through({ client, settle }) {
    const { url: imageUrl } = await settle(client.files.upload(image))
    expect((await settle(client.edit({ ...night, imageUrl }))).images).toHaveLength(1)
  },
  async simulator(lab) {
    const { file_url: link } = (await upload(lab)).json()
    expect((await lab.post('/flux/images', { ...night, image_url: link })).json()).toMatchObject({ success: true })
  },
})
