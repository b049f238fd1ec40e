import { type FluxkitProvider, FluxkitError } from '@fluxkit/ai-sdk-provider'
import { generateImage } from 'ai'
import { type Context, Hono } from 'hono'

interface ImageRequest {
  readonly prompt: string
  readonly aspectRatio?: `${number}:${number}`
}

/**
 * A web server on the AI SDK: `POST /images` with a prompt answers with an image. When that fails after the image was paid
 * for, the answer says where to get it: `GET /images/:taskId` never submits anything. Check who your users are before it.
 */
export function createApp(fluxkit: FluxkitProvider): Hono {
  const model = fluxkit.imageModel('flux-2-pro')

  async function answer(context: Context, generating: ReturnType<typeof generateImage>): Promise<Response> {
    try {
      const { image } = await generating
      return context.body(new Uint8Array(image.uint8Array), 200, { 'content-type': image.mediaType })
    } catch (thrown) {
      const error = FluxkitError.find(thrown)
      if (!error) throw thrown
      const { code, charged, summary, traceId, taskId } = error
      const retryAt = taskId === undefined ? undefined : `/images/${taskId}`
      return context.json({ code, charged, summary, traceId, retryAt }, charged === 'no' ? 422 : 502)
    }
  }

  return new Hono()
    .post('/images', async (context) => {
      const { prompt, aspectRatio } = await context.req.json<ImageRequest>()
      const abortSignal = context.req.raw.signal
      return answer(context, generateImage({ model, prompt, abortSignal, ...(aspectRatio && { aspectRatio }) }))
    })
    .get('/images/:taskId', (context) => {
      const taskId = context.req.param('taskId')
      return answer(context, generateImage({ model, prompt: '', providerOptions: { fluxkit: { taskId } } }))
    })
}
