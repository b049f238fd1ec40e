import { identifyImage } from '@fluxkit/core/images'
import { expect } from 'vitest'
import { type RawLab, requirement } from '../requirement.ts'
import { failure } from '../script.ts'
import { tinyPng } from '../../support/tiny-png.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const

/** A JPEG and a WebP of 1 × 1 pixels. */
const tinyJpeg =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z'
const tinyWebp = 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA'

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
}

async function linkOf({ post }: RawLab): Promise<string> {
  const { data } = (await post('/flux/images', fox)).json()
  return (data as { image_url: string }[])[0]?.image_url ?? ''
}

requirement('FLUX-IMAGE-01', {
  async scripted(script) {
    const hosts = [
      'v3.fal.media',
      'dashscope-result.oss-cn-beijing.aliyuncs.com',
      'cdn.acedata.cloud',
      'platform2.cdn.acedata.cloud',
    ]
    const { client, requests, settle } = script(hosts.map(() => ({ body: tinyPng })))
    for (const host of hosts) await settle(client.images.download(`https://${host}/a.png`))
    expect(requests.map(({ url }) => new URL(url).host)).toEqual(hosts)
  },
})

requirement('FLUX-IMAGE-02', {
  async scripted(script) {
    const { client, settle } = script([{ body: tinyPng }, { body: bytes(tinyJpeg) }, { body: bytes(tinyWebp) }])
    const seen = []
    for (let round = 0; round < 3; round++) {
      const { format, width, height } = await settle(client.images.download('https://cdn.acedata.cloud/a'))
      seen.push([format, width, height])
    }
    expect(seen).toEqual([
      ['png', 1, 1],
      ['jpeg', 1, 1],
      ['webp', 1, 1],
    ])
  },
})

requirement('FLUX-IMAGE-03', {
  async scripted(script) {
    const { client, settle } = script([{ status: 404, body: '<html>' }])
    const error = await settle(failure(client.images.download('https://cdn.acedata.cloud/a.png', { taskId: 'task-1' })))
    expect(error).toMatchObject({ code: 'image_unavailable', status: 404, charged: 'yes', taskId: 'task-1' })
  },
  async through({ client, settle, simulator }) {
    const { images } = await settle(client.generate({ prompt: 'a red fox' }))
    simulator.reset()
    const error = await settle(failure(client.images.download(images[0]?.url ?? '')))
    expect(error).toMatchObject({ code: 'image_unavailable', status: 404, charged: 'yes' })
  },
  async simulator(lab) {
    const link = await linkOf(lab)
    lab.simulator.reset()
    expect((await lab.send(new URL(link).pathname)).status).toBe(404)
  },
})

requirement('FLUX-IMAGE-04', {
  async scripted(script) {
    const { client, settle } = script([{ body: bytes(tinyJpeg) }])
    const { format, extension } = await settle(client.images.download('https://cdn.acedata.cloud/a.png'))
    expect([format, extension]).toEqual(['jpeg', 'jpg'])
  },
  async through({ client, settle, simulator }) {
    const { images } = await settle(client.generate({ prompt: 'a red fox' }))
    simulator.faults.add({ kind: 'image-jpeg' })
    const { format, url } = await settle(client.images.download(images[0]?.url ?? ''))
    expect([format, url.slice(-4)]).toEqual(['jpeg', '.png'])
  },
})

requirement('FLUX-IMAGE-05', {
  async scripted(script) {
    const { client, settle } = script([
      { headers: { 'content-type': 'application/octet-stream' }, body: tinyPng },
      ...Array.from({ length: 4 }, () => ({ headers: { 'content-type': 'image/png' }, body: '<html>Sign in</html>' })),
    ])
    expect((await settle(client.images.download('https://cdn.acedata.cloud/a'))).mimeType).toBe('image/png')
    expect(await settle(failure(client.images.download('https://cdn.acedata.cloud/a')))).toMatchObject({
      code: 'not_an_image',
    })
  },
  async through({ client, settle, simulator }) {
    const { images } = await settle(client.generate({ prompt: 'a red fox' }))
    simulator.faults.add({ kind: 'image-html' })
    expect(await settle(failure(client.images.download(images[0]?.url ?? '')))).toMatchObject({ code: 'not_an_image' })
  },
})

requirement('FLUX-IMAGE-06', {
  async scripted(script) {
    const { client, requests, settle } = script([{ body: tinyPng }])
    await settle(client.images.download('https://cdn.acedata.cloud/a.png'))
    expect(requests[0]?.headers).not.toHaveProperty('authorization')
  },
  async through({ client, settle, requests }) {
    const { images } = await settle(client.generate({ prompt: 'a red fox' }))
    const { bytes: image } = await settle(client.images.download(images[0]?.url ?? ''))
    expect(identifyImage(image)).toMatchObject({ format: 'png', width: 1024, complete: true })
    expect(requests.at(-1)?.headers).not.toHaveProperty('authorization')
  },
  async simulator(lab) {
    const answer = await lab.send(new URL(await linkOf(lab)).pathname)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(answer.text).toMatch(/^.PNG\r\n/)
  },
})

requirement('FLUX-IMAGE-07', {
  async scripted(script) {
    const { client, settle, requests } = script(['lost', 'lost', { body: tinyPng }])
    await settle(client.images.download('https://cdn.acedata.cloud/a.png'))
    expect(requests).toHaveLength(3)
  },
  async through({ client, settle, simulator }) {
    const { images } = await settle(client.generate({ prompt: 'a red fox' }))
    simulator.faults.add({ kind: 'image-host-down', times: 2 })
    expect((await settle(client.images.download(images[0]?.url ?? ''))).width).toBe(1024)
  },
  async simulator(lab) {
    const path = new URL(await linkOf(lab)).pathname
    lab.simulator.faults.add({ kind: 'image-host-down' })
    await expect(lab.send(path)).rejects.toThrow('fetch failed')
    await lab.wait(10_000)
    expect((await lab.send(path)).status).toBe(200)
  },
})
