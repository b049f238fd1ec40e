import { OpenAI } from 'openai'
import { writePrompt } from '../server/job.ts'
import type { BenchClient, ClientSettings } from './client.ts'

export function openai({ origin, timeoutMs }: ClientSettings): BenchClient {
  const client = new OpenAI({ apiKey: 'bench-token', baseURL: `${origin}/openai`, timeout: timeoutMs })
  const prompt = writePrompt({ key: 'look', durationMs: 0 })
  return {
    // It has no tasks to look at: the order of an image that is ready at once is its smallest request.
    poll: () => client.images.generate({ prompt, model: 'gpt-image-1' }),
    async image(text) {
      const { data } = await client.images.generate({ prompt: text, model: 'gpt-image-1' })
      if (!data?.[0]) throw new Error('No image.')
      return data
    },
  }
}
