import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Group } from './group.ts'
import { type Program, programs } from './programs.ts'
import { quantile } from './statistics.ts'

export interface StartUpRow {
  readonly client: Program['client']
  /** Wall time of a fresh process from its start, less that of one that does nothing: lower quartile of the rounds. */
  readonly importMs: number
  readonly answerMs: number
  /** Wall time of the whole process, from its start to its first answer. */
  readonly processMs: number
  /** CPU time of the process up to its first answer; quieter than wall time on a machine that others use. */
  readonly answerCpuMs: number
  readonly rssAfterImportMb: number
}

/** One fresh process, as it has timed itself. */
export interface Sample {
  readonly importedMs: number
  readonly answeredMs: number
  readonly answeredCpuMs: number
  readonly rss: number
}

export const benchFolder: string = fileURLToPath(new URL('..', import.meta.url))
const prompt = `'{"key":"start","durationMs":0}'`

/** A fresh process each: until the client is imported, and until its first answer. */
export const startUp: Group<StartUpRow> = {
  name: 'start-up',
  async run({ server, quick, rounds, note }) {
    const repeats = quick ? 1 : rounds * 4
    const samples = new Map<Program['client'], Sample[]>(programs.map(({ client }) => [client, []]))
    for (let round = 1; round <= repeats; round++) {
      if (round % 5 === 1) note(`Import and first answer, round ${round} of ${repeats}`)
      for (const program of programs) {
        const args = ['--input-type=module', '--eval', programText(program, server.url)]
        samples.get(program.client)?.push(await sample(args))
      }
    }
    const of = (client: Program['client'], read: (sample: Sample) => number): number =>
      quantile((samples.get(client) ?? []).map(read), 0.25)
    return programs.map(({ client }) => ({
      client,
      importMs: of(client, (each) => each.importedMs) - of('nothing', (each) => each.importedMs),
      answerMs: of(client, (each) => each.answeredMs) - of('nothing', (each) => each.answeredMs),
      processMs: of(client, (each) => each.answeredMs),
      answerCpuMs: of(client, (each) => each.answeredCpuMs),
      rssAfterImportMb: (of(client, (each) => each.rss) - of('nothing', (each) => each.rss)) / 1e6,
    }))
  },
}

/** A module that requests one image and prints a {@link Sample}. */
export function programText({ load, imageRequest }: Program, origin: string): string {
  return `${load}
const importedMs = performance.now()
const rss = process.memoryUsage.rss()
${imageRequest.replaceAll('ORIGIN', origin).replaceAll('PROMPT', prompt)}
const answeredMs = performance.now()
const { user, system } = process.cpuUsage()
process.stdout.write(JSON.stringify({ importedMs, answeredMs, rss, answeredCpuMs: (user + system) / 1000 }), () => process.exit())`
}

/** @param args of Node */
export async function sample(args: readonly string[]): Promise<Sample> {
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: benchFolder,
    // The AI SDK prints a warning about its telemetry otherwise.
    env: { ...process.env, AI_SDK_LOG_WARNINGS: 'false' },
  })
  return JSON.parse(stdout) as Sample
}
