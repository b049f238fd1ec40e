import { type Clock, isFluxError } from '@fluxkit/core'
import { createFluxClient, type NodeFluxClient, undiciTransport } from '@fluxkit/core/node'
import { createSimulator, type Simulator } from '@fluxkit/simulator'
import { type Job, jobOf } from './jobs.ts'

/** Minutes of waiting pass in a second, for client and service alike. */
const timeScale = 60
/** Ten real seconds: a busy machine must not look like a service that hangs. */
const requestTimeoutMs = 10_000 * timeScale
const inFlight = 200

export interface SoakReport {
  readonly jobs: number
  readonly ends: Readonly<Record<Job['trouble']['end'], number>>
  /** Submissions that did not come to the end that they must come to, with what came instead. */
  readonly surprises: readonly string[]
  /** Submissions for which the service charged more than once, or otherwise than the end says. */
  readonly wrongCharges: readonly string[]
  readonly requests: number
  readonly faultsInjected: number
}

export interface Soak extends AsyncDisposable {
  run(jobs: number): Promise<SoakReport>
}

/** One client and one simulator over real sockets, faults on. */
export async function startSoak(): Promise<Soak> {
  const clock = scaledClock()
  const simulator = createSimulator({ clock, taskRetentionCount: 20_000, balance: 1e9 })
  const { url } = await simulator.listen()
  const transport = undiciTransport({ env: {} })
  const client = createFluxClient({ token: 'soak', baseUrl: url, transport, clock, requestTimeoutMs })
  return {
    run: (jobs) => run(client, simulator, jobs),
    async [Symbol.asyncDispose]() {
      await client.close()
      await transport.close()
      await simulator.close()
    },
  }
}

async function run(client: NodeFluxClient, simulator: Simulator, count: number): Promise<SoakReport> {
  const ends = { image: 0, failure: 0, 'no charge': 0, unknown: 0 }
  const surprises: string[] = []
  const came = new Map<string, Job['trouble']['end']>()
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < count) {
      const { prompt, trouble } = jobOf(next++)
      const { end, what } = await job(client, prompt)
      ends[end] += 1
      came.set(prompt, end)
      const isFound = end === 'image' && trouble.mayBeFound === true
      if (end !== trouble.end && !isFound) surprises.push(`${prompt}: ${what}`)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane))

  const charged = new Map<string, number>()
  for (const { prompt } of simulator.tasks) charged.set(prompt, (charged.get(prompt) ?? 0) + 1)
  const wrongCharges = [...came].flatMap(([prompt, end]) => {
    const charges = charged.get(prompt) ?? 0
    const right = end === 'unknown' ? charges <= 1 : charges === (end === 'no charge' ? 0 : 1)
    return right ? [] : [`${prompt}: ${end}, charged ${charges} times`]
  })
  const { requests, faultsInjected } = simulator.stats
  simulator.reset()
  return { jobs: came.size, ends, surprises, wrongCharges, requests, faultsInjected }
}

async function job(
  client: NodeFluxClient,
  prompt: string,
): Promise<{ readonly end: Job['trouble']['end']; readonly what: string }> {
  try {
    const { images } = await client.generate({ prompt, size: '256x256' })
    return { end: 'image', what: `${images.length} images` }
  } catch (error) {
    if (!isFluxError(error)) throw error
    const isFailure = error.code === 'task_failed' || error.code === 'finished_without_image'
    const end = isFailure ? 'failure' : error.charged === 'no' ? 'no charge' : 'unknown'
    return { end, what: error.message }
  }
}

function scaledClock(): Clock {
  const startMs = Date.now()
  return {
    now: () => startMs + performance.now() * timeScale,
    setTimer(callback, delayMs) {
      const timer = setTimeout(callback, delayMs / timeScale)
      return () => clearTimeout(timer)
    },
  }
}
