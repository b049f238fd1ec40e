import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchClient, ClientSettings } from './client.ts'

const headers = {
  accept: 'application/json',
  authorization: 'Bearer bench-token',
  'content-type': 'application/json',
}

/** As {@link bareUndici}, on the global `fetch`. */
export function bareFetch({ origin, way, timeScale }: ClientSettings): BenchClient {
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${origin}/flux${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await answer.json()) as Record<string, unknown>
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
      const answer = await fetch(url)
      await writeFile(join(directory, 'image.png'), new Uint8Array(await answer.arrayBuffer()))
    },
  }
}
