import { readFileSync } from 'node:fs'

export interface ProcessUsage {
  readonly rssMb: number
  readonly cpuSeconds: number
  readonly writtenBytes: number
}

// Source: proc(5). Pages have 4096 bytes and clocks 100 ticks on what Linux runs on here.
const pageBytes = 4096
const ticksPerSecond = 100

/** The usage of a running process. NaN where there is no `/proc`. */
export function usageOf(pid: number | undefined): ProcessUsage {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
    // The name in brackets may hold spaces; user and system time are the 14th and 15th field.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    const ticks = Number(fields[11]) + Number(fields[12])
    const written = /^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]
    return {
      rssMb: (pages * pageBytes) / 1_000_000,
      cpuSeconds: ticks / ticksPerSecond,
      writtenBytes: Number(written),
    }
  } catch {
    return { rssMb: NaN, cpuSeconds: NaN, writtenBytes: NaN }
  }
}

export interface UsageSamples {
  readonly start: ProcessUsage
  /** One a second. */
  readonly samples: readonly ProcessUsage[]
  stop(): void
}

export function sampleUsage(pid: number | undefined): UsageSamples {
  const start = usageOf(pid)
  const samples: ProcessUsage[] = []
  const timer = setInterval(() => {
    const usage = usageOf(pid)
    // The process may have ended.
    if (!Number.isNaN(usage.rssMb)) samples.push(usage)
  }, 1_000)
  return { start, samples, stop: () => clearInterval(timer) }
}
