import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Replicate from 'replicate'
import type { BenchClient, ClientSettings } from './client.ts'

const model = 'black-forest-labs/flux-dev'
/** The client's own default. */
const intervalMs = 500

export function replicate({ origin, way, timeScale }: ClientSettings): BenchClient {
  const client = new Replicate({ auth: 'bench-token', baseUrl: `${origin}/replicate` })
  const wait =
    way === 'polling' ? { mode: 'poll' as const, interval: intervalMs / timeScale } : { mode: 'block' as const }
  return {
    poll: (id) => client.predictions.get(id),
    async image(prompt) {
      const output = await client.run(model, { input: { prompt }, wait })
      // It hands over whatever came back as `output`, also when no image is in it.
      if (output == null) throw new Error('No image.')
      return output
    },
    // Its README: `await writeFile('./image.png', output)`, where `output` is the stream of a `fetch`.
    async download(url, directory) {
      const { body } = await client.fetch(url)
      if (body) await writeFile(join(directory, 'image.png'), body)
    },
  }
}
