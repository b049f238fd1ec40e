import { drawImage } from '@fluxkit/simulator'
import { describe, expect, test } from 'vitest'
import { createLab, options } from './fixtures/lab.ts'

/** Portrait, 4:5. */
const photo = await drawImage({ prompt: 'a photo', model: 'flux-dev', seed: 1, width: 64, height: 80 })
const consent = options({ imageMayBecomePublic: true })

describe('a new image', () => {
  test('is one submission, with its task, price and link in the metadata', async () => {
    await using lab = await createLab()
    const startMs = lab.clock.now()
    const { image, images, warnings, calls } = await lab.generate()
    expect(images).toHaveLength(1)
    expect(image.mediaType).toBe('image/png')
    expect(warnings).toEqual([])
    const [task] = lab.simulator.tasks
    const url = `${lab.url}/sandbox-images/${task?.id}_0.png`
    const taskCost = { amount: 0.216, currency: 'credit' }
    const facts = { taskId: task?.id, traceId: task?.traceId }
    expect(image.providerMetadata?.['fluxkit']).toEqual({
      ...facts,
      url,
      width: 64,
      height: 64,
      mediaType: 'image/png',
      taskCost,
    })
    expect(calls[0]?.providerMetadata?.['fluxkit']).toMatchObject({
      tasks: [{ ...facts, cost: taskCost, size: '1024x1024', imageUrls: [url] }],
    })
    expect(calls[0]?.response).toMatchObject({ modelId: 'flux-dev', timestamp: new Date(startMs) })
    expect(lab.simulator.stats).toMatchObject({ submissions: 1, charges: 1 })
  })

  test('several are one submission too', async () => {
    await using lab = await createLab()
    const { images } = await lab.generate({ n: 4 })
    expect(images).toHaveLength(4)
    expect(lab.simulator.stats).toMatchObject({ submissions: 1, imageDownloads: 4 })
  })

  test('fewer than requested come with a warning, not with a second submission', async () => {
    await using lab = await createLab()
    lab.simulator.faults.add({ kind: 'fewer-images', images: 1 })
    const { images, warnings } = await lab.generate({ n: 3 })
    expect(images).toHaveLength(1)
    expect(warnings).toEqual([
      {
        type: 'other',
        message: `The service made 2 fewer images than requested. [task ${lab.simulator.tasks[0]?.id}]`,
      },
    ])
    expect(lab.simulator.stats.submissions).toBe(1)
  })

  test('has the requested size in the notation of its model', async () => {
    await using lab = await createLab({ simulator: { contract: 'current' } })
    const model = lab.provider.imageModel('flux-2-klein')
    const { warnings } = await lab.generate({ model, size: '1920x1080' })
    expect(lab.simulator.tasks[0]?.size).toBe('16:9')
    expect(warnings).toEqual([
      {
        type: 'compatibility',
        feature: 'size',
        details: "flux-2-klein doesn't take 1920x1080, so 16:9 is requested: the same shape, to within 2 %.",
      },
    ])
  })

  test('of another shape than the model has is refused before anything is sent', async () => {
    await using lab = await createLab()
    const error = await lab.failure({ model: lab.provider.imageModel('flux-2-klein'), size: '1000x900' })
    expect(error).toMatchObject({ code: 'invalid_request', charged: 'no', isRetryable: false })
    expect(error.message).toContain('nearest: 1:1')
    expect(lab.simulator.stats.requests).toBe(0)
  })

  test('in a size that only the other edition takes is made anyway, and the result says so', async () => {
    await using lab = await createLab({ simulator: { contract: 'readme' } })
    const { warnings } = await lab.generate({ model: lab.provider.imageModel('flux-2-pro') })
    expect(warnings).toEqual([
      {
        type: 'other',
        message: 'The service refused the size 1:1, which was free; 1024x1024 was requested then.',
      },
    ])
    expect(lab.simulator.stats).toMatchObject({ submissions: 2, charges: 1 })
  })

  test('a seed is ignored with a warning', async () => {
    await using lab = await createLab()
    const { warnings } = await lab.generate({ seed: 0 })
    expect(warnings).toEqual([{ type: 'unsupported', feature: 'seed', details: 'The service takes no seed.' }])
  })
})

describe('a model', () => {
  test.each([
    ['flux-kontext-pro', true],
    ['flux-pro-1.1', false],
    ['flux-9-ultra', undefined],
  ])('%s says whether it edits: %s; none takes masks', async (id, edits) => {
    await using lab = await createLab()
    const { supportsFileInputs, supportsMaskInputs, provider, specificationVersion } = lab.provider.imageModel(id)
    expect({ supportsFileInputs, supportsMaskInputs }).toEqual({ supportsFileInputs: edits, supportsMaskInputs: false })
    expect([provider, specificationVersion]).toEqual(['fluxkit.image', 'v4'])
  })

  test('that Fluxkit does not know is sent when the caller says so', async () => {
    await using lab = await createLab()
    const model = lab.provider.imageModel('flux-devv')
    expect((await lab.failure({ model })).message).toContain('nearest: flux-dev')
    expect(lab.simulator.stats.requests).toBe(0)
    const refused = await lab.failure({ model, ...options({ unchecked: true }) })
    expect(refused).toMatchObject({ code: 'bad_request', charged: 'no', statusCode: 400 })
    expect(lab.simulator.stats.submissions).toBe(1)
  })

  test('takes fields that Fluxkit does not know', async () => {
    const bodies: unknown[] = []
    const send: typeof fetch = (input, init) => {
      if (typeof init?.body === 'string') bodies.push(JSON.parse(init.body))
      return fetch(input, init)
    }
    await using lab = await createLab({ client: { fetch: send } })
    await lab.generate(options({ extra: { output_format: 'jpeg' } }))
    expect(bodies[0]).toMatchObject({ prompt: 'a red fox', count: 1, output_format: 'jpeg' })
  })
})

describe('an edit', () => {
  test('of bytes is refused without consent to publish them; nothing is sent', async () => {
    await using lab = await createLab()
    const error = await lab.failure({ prompt: { images: [photo], text: 'make it night' } })
    expect(error).toMatchObject({ code: 'invalid_request', charged: 'no', isRetryable: false })
    expect(error.summary).toBe(
      'providerOptions.fluxkit.imageMayBecomePublic: must be true, because bytes are uploaded first and get a public, permanent link.',
    )
    expect(lab.simulator.stats.requests).toBe(0)
  })

  test('of bytes uploads them once, keeps their shape, and makes each image by its own submission', async () => {
    await using lab = await createLab()
    const model = lab.provider.imageModel('flux-kontext-pro')
    const { images } = await lab.generate({ model, prompt: { images: [photo], text: 'night' }, n: 3, ...consent })
    expect(images).toHaveLength(3)
    expect(lab.simulator.stats).toMatchObject({ uploads: 1, submissions: 3, charges: 3 })
    expect(lab.simulator.tasks.map(({ action, size }) => `${action} ${size}`)).toEqual([
      'edit 4:5',
      'edit 4:5',
      'edit 4:5',
    ])
  })

  test('uploads nothing while something else is wrong', async () => {
    await using lab = await createLab()
    const model = lab.provider.imageModel('flux-pro-1.1')
    const error = await lab.failure({ model, prompt: { images: [photo], text: 'night' }, ...consent })
    expect(error.message).toContain('flux-pro-1.1: cannot edit')
    expect(lab.simulator.stats.requests).toBe(0)
  })

  test('of bytes that are not an image is refused', async () => {
    await using lab = await createLab()
    const error = await lab.failure({ prompt: { images: [new Uint8Array(9)], text: 'night' }, ...consent })
    expect(error).toMatchObject({ code: 'invalid_request', charged: 'no' })
    expect(lab.simulator.stats.requests).toBe(0)
  })

  test('of Base64 that does not decode is refused', async () => {
    await using lab = await createLab()
    const call = { prompt: 'night', n: 1, size: undefined, aspectRatio: undefined, seed: undefined, mask: undefined }
    const files = [{ type: 'file' as const, mediaType: 'image/png', data: '%%%' }]
    const model = lab.provider.imageModel('flux-kontext-pro')
    await expect(model.doGenerate({ ...call, files, ...consent })).rejects.toMatchObject({
      code: 'invalid_request',
      charged: 'no',
    })
  })

  test.each([0, 1.5, Number.NaN])('of %s images is refused', async (n) => {
    await using lab = await createLab()
    const call = { prompt: 'night', size: undefined, aspectRatio: undefined, seed: undefined, mask: undefined }
    const files = [{ type: 'url' as const, url: 'https://cdn.acedata.cloud/ytj2qy.png' }]
    const model = lab.provider.imageModel('flux-kontext-pro')
    await expect(model.doGenerate({ ...call, n, files, providerOptions: {} })).rejects.toMatchObject({
      summary: 'n: must be a whole number from 1.',
      charged: 'no',
    })
  })

  test('of several images is refused: one would be paid for, and which is a guess', async () => {
    await using lab = await createLab()
    const link = 'https://cdn.acedata.cloud/ytj2qy.png'
    const error = await lab.failure({ prompt: { images: [link, link], text: 'night' } })
    expect(error.summary).toBe('prompt.images: the service edits one image, not 2.')
    expect(lab.simulator.stats.requests).toBe(0)
  })

  const link = { images: ['https://cdn.acedata.cloud/ytj2qy.png'], text: 'night' }

  test('of a link says that its shape is not known, and ignores a mask with a warning', async () => {
    await using lab = await createLab()
    const model = lab.provider.imageModel('flux-kontext-pro')
    const { warnings } = await lab.generate({ model, prompt: { ...link, mask: photo } })
    expect(warnings).toEqual([
      { type: 'unsupported', feature: 'mask', details: 'The service takes no mask: the whole image may change.' },
      {
        type: 'other',
        message:
          'The shape of the image to edit is not known, so 1:1 was requested. Pass size, aspectRatio or providerOptions.fluxkit.imageSize to keep it.',
      },
    ])
  })

  test('of a link keeps the shape that the caller names', async () => {
    await using lab = await createLab()
    const model = lab.provider.imageModel('flux-kontext-pro')
    const { warnings } = await lab.generate({
      model,
      prompt: link,
      ...options({ imageSize: { width: 1080, height: 1350 } }),
    })
    expect(warnings).toEqual([])
    expect(lab.simulator.tasks[0]?.size).toBe('4:5')
  })
})

describe('options that mean nothing', () => {
  test.each([
    [{ imageSize: { width: 0, height: 1 } }, 'providerOptions.fluxkit.imageSize: imageSize: must be {width, height}'],
    [{ imageMayBecomePublik: true }, 'providerOptions.fluxkit.imageMayBecomePublik: is not an option'],
    [{ taskId: 'a b' }, 'providerOptions.fluxkit.taskId: must be the id of a task'],
    ...[-1, 0, 2 ** 31].map((deadlineMs): [{ deadlineMs: number }, string] => [
      { deadlineMs },
      'providerOptions.fluxkit.deadlineMs: must be a number of milliseconds from 1 to 2147483647',
    ]),
  ])('%j are refused before anything is sent', async (given, message) => {
    await using lab = await createLab()
    const error = await lab.failure(options(given))
    expect(error).toMatchObject({ code: 'invalid_request', charged: 'no', isRetryable: false })
    expect(error.message).toContain(message)
    expect(lab.simulator.stats.requests).toBe(0)
  })

  test('options of other providers are theirs', async () => {
    await using lab = await createLab()
    const { images } = await lab.generate({ providerOptions: { openai: { style: 'vivid' } } })
    expect(images).toHaveLength(1)
  })
})
