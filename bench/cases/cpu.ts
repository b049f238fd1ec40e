import type { BenchClient } from '../clients/client.ts'

export interface CpuInput {
  readonly id: string
  readonly sequential: number
  readonly parallel: number
}

/** CPU time of this process for one request, in microseconds. */
export interface CpuResult {
  readonly sequentialUs: number
  readonly parallelUs: number
}

const width = 50

export async function measureCpu(client: BenchClient, input: CpuInput): Promise<CpuResult> {
  const parallelUs = await cpuOf((requests) => many(client, input.id, width, requests), input.parallel)
  const sequentialUs = await cpuOf((requests) => many(client, input.id, 1, requests), input.sequential)
  return { sequentialUs, parallelUs }
}

/**
 * In the long run: V8 of Node 24 compiles on for some 15,000 requests, for whatever client, and its young generation grows
 * to what the client needs. Measured too early, both cost twice as much.
 */
async function cpuOf(run: (requests: number) => Promise<void>, requests: number): Promise<number> {
  globalThis.gc?.()
  await run(3 * requests)
  const before = process.cpuUsage()
  await run(requests)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / requests
}

/** So many requests in all, `lanes` of them at a time. */
async function many(client: BenchClient, id: string, lanes: number, requests: number): Promise<void> {
  let left = requests
  const lane = async (): Promise<void> => {
    while (left-- > 0) await client.poll(id)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
