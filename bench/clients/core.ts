import { createFluxClient } from '@fluxkit/core/node'
import type { BenchClient, ClientSettings } from './client.ts'
import { startCallbackHost } from './callback-host.ts'
import { scaledClock } from './scaled-clock.ts'

export async function core({ origin, way, timeScale, timeoutMs }: ClientSettings): Promise<BenchClient> {
  const flux = createFluxClient({
    token: 'bench-token',
    baseUrl: `${origin}/flux`,
    requestTimeoutMs: timeoutMs,
    syncTimeoutMs: timeoutMs,
    ...(timeScale === 1 ? {} : { clock: scaledClock(timeScale) }),
  })
  const host = way === 'callback' ? await startCallbackHost(flux) : undefined
  let serial = 0
  return {
    poll: (id) => flux.tasks.get(id),
    async image(prompt) {
      if (way === 'held connection') return flux.generate({ prompt }, { mode: 'sync' })
      if (!host) return flux.generate({ prompt })
      const callbackUrl = await host.urlFor(`job-${++serial}`)
      return flux.generate({ prompt, callbackUrl }, { expectCallback: true })
    },
    download: (url, directory) => flux.images.save(url, { directory, name: 'image', maxBytes: 2 ** 30 }),
    async close() {
      await host?.close()
      await flux.close()
    },
  }
}
