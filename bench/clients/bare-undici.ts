import { setTimeout as sleep } from 'node:timers/promises'
import { pipeline } from 'node:stream/promises'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import type { BenchClient, ClientSettings } from './client.ts'

const headers = {
  accept: 'application/json',
  authorization: 'Bearer bench-token',
  'content-type': 'application/json',
}

/** What one would write by hand: no retries, no limits, no checks, a look at each task every 500 ms. */
export function bareUndici({ origin, way, timeScale }: ClientSettings): BenchClient {
  const dispatcher = new Agent()
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await request(`${origin}/flux${path}`, {
      dispatcher,
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    return (await answer.body.json()) as Record<string, unknown>
  }
  return {
    poll: (id) => post('/flux/tasks', { action: 'retrieve', id }),
    async image(prompt) {
      const async = way === 'polling'
      const answer = await post('/flux/images', { action: 'generate', prompt, async })
      if (!async) return answer
      while (true) {
        const task = await post('/flux/tasks', { action: 'retrieve', id: answer['task_id'] })
        if (task['finished_at'] !== undefined) return task
        await sleep(500 / timeScale)
      }
    },
    async download(url, directory) {
      const { body } = await request(url, { dispatcher })
      await pipeline(body, createWriteStream(join(directory, 'image.png')))
    },
    close: () => dispatcher.close(),
  }
}
