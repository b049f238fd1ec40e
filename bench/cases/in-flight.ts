import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchClient } from '../clients/client.ts'
import { writePrompt } from '../server/job.ts'
import { type Counts, nowMs } from '../server/jobs.ts'

export interface InFlightInput {
  /** Turns, one after the other; the tasks of a turn are submitted at once. */
  readonly pollMs: readonly (readonly number[])[]
  /** Images made before, at once, so that clients that learn have learned. */
  readonly lessonsMs: readonly number[]
  /** A task that finished long ago, to be looked at before anything is measured. */
  readonly pollId: string
  readonly countsUrl: string
  readonly timeScale: number
  /** See `JobSpec`. */
  readonly reportedMs?: number | undefined
}

export interface InFlightResult {
  /** When each image was known to be ready, in milliseconds since the epoch; by key. */
  readonly knownAtMs: Readonly<Record<string, number>>
  readonly failures: number
  /** What the server had counted when the measured part began. */
  readonly before: Counts
  readonly cpuMs: number
  /** The most that was resident above idle: what the process had, warmed up, before the first measured submission. In bytes. */
  readonly rssAboveIdle: number
  /** What is resident above idle when all have been submitted and none is ready, garbage collected. */
  readonly rssWaiting: number
}

/** A sample costs half a millisecond of CPU time, which counts for the client. */
const sampleIntervalMs = 100
/**
 * After some ten answers V8 compiles the parser of HTTP answers (WebAssembly, in undici and in fetch) again, in
 * the background: 20 MB and 100 ms of CPU time, once a process, which no waiting task causes.
 */
const warmUpPolls = 50
const settlingMs = 1_000
/** Everything is ordered by then, and no task of 2 to 6 s is ready. */
const waitingAtMs = 1_900

export async function measureInFlight(client: BenchClient, input: InFlightInput): Promise<InFlightResult> {
  const { timeScale, reportedMs } = input
  // Everything is loaded and connected before the clock starts.
  await client.image(writePrompt({ key: 'warm-up', durationMs: 0 }))
  for (let poll = 0; poll < warmUpPolls; poll++) await client.poll(input.pollId)
  await sleep(settlingMs)
  await Promise.all(
    input.lessonsMs.map((durationMs, index) =>
      client.image(writePrompt({ key: `lesson-${index}`, durationMs, timeScale })),
    ),
  )
  const before = (await (await fetch(input.countsUrl)).json()) as Counts
  globalThis.gc?.()
  const idleBytes = process.memoryUsage.rss()
  let peakBytes = idleBytes
  const sampler = setInterval(() => (peakBytes = Math.max(peakBytes, process.memoryUsage.rss())), sampleIntervalMs)
  let rssWaiting = NaN
  const waiting = setTimeout(() => {
    globalThis.gc?.()
    rssWaiting = process.memoryUsage.rss() - idleBytes
  }, waitingAtMs)
  const cpuBefore = process.cpuUsage()
  const knownAtMs: Record<string, number> = {}
  let failures = 0
  let serial = 0
  for (const turn of input.pollMs) {
    await Promise.all(
      turn.map(async (durationMs) => {
        const key = `task-${serial++}`
        try {
          await client.image(writePrompt({ key, durationMs, timeScale, reportedMs }))
          knownAtMs[key] = nowMs()
        } catch {
          failures += 1
        }
      }),
    )
  }
  const { user, system } = process.cpuUsage(cpuBefore)
  clearInterval(sampler)
  clearTimeout(waiting)
  const cpuMs = (user + system) / 1000
  return { knownAtMs, failures, before, cpuMs, rssAboveIdle: peakBytes - idleBytes, rssWaiting }
}
