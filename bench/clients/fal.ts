import { createFalClient } from '@fal-ai/client'
import type { BenchClient, ClientSettings } from './client.ts'

const endpoint = 'fal-ai/flux'
/** The client's own default. */
const intervalMs = 500

export function fal({ origin, way, timeScale, timeoutMs }: ClientSettings): BenchClient {
  const client = createFalClient({
    credentials: 'bench-token',
    // The addresses of the service are fixed; a proxy is what this hook is for.
    requestMiddleware: async (request) => ({
      ...request,
      url: request.url
        .replace('https://queue.fal.run/', `${origin}/fal/queue/`)
        .replace('https://fal.run/', `${origin}/fal/run/`),
    }),
  })
  return {
    poll: (requestId) => client.queue.status(endpoint, { requestId }),
    image: (prompt) =>
      way === 'held connection'
        ? client.run(endpoint, { input: { prompt } })
        : client.subscribe(endpoint, {
            input: { prompt },
            pollInterval: intervalMs / timeScale,
            ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
          }),
  }
}
