import { createFal } from '@ai-sdk/fal'
import { generateImage } from 'ai'
import { writePrompt } from '../server/job.ts'
import type { BenchClient, ClientSettings } from './client.ts'

/** The images of the benchmark's server lie on loopback, where the SDK rightly fetches nothing from. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC'

export function aiSdk({ origin }: ClientSettings): BenchClient {
  const fal = createFal({
    apiKey: 'bench-token',
    baseURL: `${origin}/fal/run`,
    fetch: async (input, init) => {
      const url = input instanceof Request ? input.url : String(input)
      return url.endsWith('/image.png')
        ? new Response(Buffer.from(pixel, 'base64'), { headers: { 'content-type': 'image/png' } })
        : fetch(input, init)
    },
  })
  const model = fal.image('fal-ai/flux')
  const prompt = writePrompt({ key: 'look', durationMs: 0 })
  return {
    poll: () => generateImage({ model, prompt }),
    image: (text) => generateImage({ model, prompt: text }),
  }
}
