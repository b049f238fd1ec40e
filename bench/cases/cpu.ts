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
  // The first thousand requests are the compiler's.
  await many(client, input.id, width, Math.min(1_500, input.parallel))
  const parallelUs = await cpuOf(() => many(client, input.id, width, input.parallel), input.parallel)
  await many(client, input.id, 1, Math.min(300, input.sequential))
  const sequentialUs = await cpuOf(() => many(client, input.id, 1, input.sequential), input.sequential)
  return { sequentialUs, parallelUs }
}

async function cpuOf(run: () => Promise<void>, requests: number): Promise<number> {
  globalThis.gc?.()
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / requests
}

/** So many requests in all, `lanes` of them at a time. */
async function many(client: BenchClient, id: string, lanes: number, requests: number): Promise<void> {
  let left = requests
  const lane = async (): Promise<void> => {
    while (left-- > 0) await client.look(id)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
