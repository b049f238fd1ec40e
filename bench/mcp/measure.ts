import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startFlux } from '../bot/start-flux.ts'
import { quantile } from '../groups/statistics.ts'
import { startServer } from './run-server.ts'
import type { ServerKind } from './servers.ts'

/** What every server is measured by, also without its service. */
export interface StartRow {
  /** From the start of the process to the list of its tools, at the client: lower quartile of the rounds. */
  readonly listMs: number
  /** CPU time of the process until then. */
  readonly listCpuMs: number
  /** Resident, 2 s after the list. */
  readonly idleMb: number
}

/** What only ours is measured by: the others have no service here. */
export interface ImageRow {
  /** From the start of the process to the first answer with a preview; the task itself takes no time. */
  readonly firstPreviewMs: number
  /** Resident with so many jobs in flight. */
  readonly busyMb: number
  readonly jobsInFlight: number
  /** The same call again, with so many records in the data folder. */
  readonly repeatMs: number
  /** CPU time of the process for it. */
  readonly repeatCpuMs: number
  readonly records: number
}

const restMs = 2_000
const second = 1_000
const repeats = 19

export async function measureStart(kind: ServerKind, folder: string, rounds: number): Promise<StartRow> {
  const samples: StartRow[] = []
  for (let round = 0; round < rounds; round++) {
    await using server = await startServer(kind, folder)
    await server.agent.initialize()
    await server.agent.listTools()
    const listMs = performance.now() - server.startedMs
    const listCpuMs = server.usage().cpuSeconds * second
    await sleep(restMs)
    samples.push({ listMs, listCpuMs, idleMb: server.usage().rssMb })
  }
  const of = (read: (sample: StartRow) => number): number => quantile(samples.map(read), 0.25)
  return {
    listMs: of((each) => each.listMs),
    listCpuMs: of((each) => each.listCpuMs),
    idleMb: of((each) => each.idleMb),
  }
}

export async function measureImages(
  kind: ServerKind,
  folder: string,
  { jobs, records }: { readonly jobs: number; readonly records: number },
): Promise<ImageRow> {
  return {
    firstPreviewMs: await firstPreview(kind, folder),
    jobsInFlight: jobs,
    busyMb: await memoryWith(kind, folder, jobs),
    records,
    ...(await repeatedCall(kind, folder, records)),
  }
}

const serviceOf = (url: string): Record<string, string> => ({
  ACEDATACLOUD_API_BASE_URL: url,
  ACEDATACLOUD_API_TOKEN: 'a-token-of-the-bench',
})

async function firstPreview(kind: ServerKind, folder: string): Promise<number> {
  const flux = await startFlux(0, 512)
  try {
    await using server = await startServer(kind, folder, serviceOf(flux.url))
    await server.agent.initialize()
    await server.agent.call('flux_generate', { prompt: 'a lighthouse at dusk' })
    return performance.now() - server.startedMs
  } finally {
    await flux.close()
  }
}

async function memoryWith(kind: ServerKind, folder: string, jobs: number): Promise<number> {
  const flux = await startFlux(600 * second, 512)
  try {
    await using server = await startServer(kind, folder, serviceOf(flux.url))
    await server.agent.initialize()
    for (let job = 0; job < jobs; job++) {
      // They end with the server.
      server.agent.call('flux_generate', { prompt: `image ${job}` }).catch(() => undefined)
    }
    while ((await flux.report()).tasks.length < jobs) await sleep(100)
    await sleep(restMs)
    return server.usage().rssMb
  } finally {
    await flux.close()
  }
}

/** Median of some; the first one reads the records and isn't counted. */
async function repeatedCall(
  kind: ServerKind,
  folder: string,
  records: number,
): Promise<Pick<ImageRow, 'repeatMs' | 'repeatCpuMs'>> {
  const flux = await startFlux(0, 64)
  const data = join(folder, 'data-of-years')
  try {
    const env = { ...serviceOf(flux.url), FLUXKIT_DATA_DIR: data }
    await using server = await startServer(kind, folder, env)
    await server.agent.initialize()
    const call = async (): Promise<number> => {
      const startMs = performance.now()
      await server.agent.call('flux_generate', { prompt: 'the same again' })
      return performance.now() - startMs
    }
    await call()
    await multiply(join(data, 'jobs'), records)
    await call()
    const times: number[] = []
    const before = server.usage().cpuSeconds
    for (let time = 0; time < repeats; time++) times.push(await call())
    const repeatCpuMs = ((server.usage().cpuSeconds - before) * second) / repeats
    return { repeatMs: quantile(times, 0.5), repeatCpuMs }
  } finally {
    await flux.close()
  }
}

/** Copies the only record, as one a quarter of an hour, into the past. */
async function multiply(jobs: string, records: number): Promise<void> {
  const [name = ''] = await readdir(jobs)
  const [file = ''] = await readdir(join(jobs, name))
  const job = JSON.parse(await readFile(join(jobs, name, file), 'utf8')) as Record<string, unknown>
  for (let index = 1; index < records; index++) {
    const id = `srv-${String(index).padStart(40, '0')}`
    const createdAtMs = Date.now() - index * 900 * second
    const task = { ...(job['task'] as object), id: `task-${index}` }
    await mkdir(join(jobs, id))
    await writeFile(join(jobs, id, file), JSON.stringify({ ...job, id, task, createdAtMs, wantedAtMs: createdAtMs }))
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
