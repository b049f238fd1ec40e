import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchClient } from '../clients/client.ts'

export interface ToDiskInput {
  readonly smallUrl: string
  readonly url: string
}

export interface ToDiskResult {
  readonly wallMs: number
  readonly cpuMs: number
  readonly rssAboveStart: number
  /** Size of the file, so that no client is fast because it left something out. */
  readonly bytes: number
}

const sampleIntervalMs = 5

export async function measureToDisk(client: BenchClient, { smallUrl, url }: ToDiskInput): Promise<ToDiskResult> {
  const download = client.download?.bind(client)
  if (!download) throw new Error('This client downloads nothing.')
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-bench-'))
  try {
    await download(smallUrl, folder)
    await rm(join(folder, 'image.png'))
    globalThis.gc?.()
    const startBytes = process.memoryUsage.rss()
    let peakBytes = startBytes
    const sampler = setInterval(() => (peakBytes = Math.max(peakBytes, process.memoryUsage.rss())), sampleIntervalMs)
    const cpuBefore = process.cpuUsage()
    const startedMs = performance.now()
    await download(url, folder)
    const wallMs = performance.now() - startedMs
    const { user, system } = process.cpuUsage(cpuBefore)
    clearInterval(sampler)
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
    const [name = ''] = await readdir(folder)
    const { size } = await stat(join(folder, name))
    return { wallMs, cpuMs: (user + system) / 1000, rssAboveStart: peakBytes - startBytes, bytes: size }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
