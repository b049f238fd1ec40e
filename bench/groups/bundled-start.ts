import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import type { Group } from './group.ts'
import { programs } from './programs.ts'
import { benchFolder, programText, sample, type Sample } from './start-up.ts'
import { quantile } from './statistics.ts'

export interface BundledStartRow {
  readonly program: 'an app that bundles core' | '`fluxkit --version`'
  /** As in `StartUpRow`; absent for a program that imports nothing of ours and gets no answer. */
  readonly importMs?: number
  readonly answerMs?: number
  /** From the start of the process to its first answer, or to its end. */
  readonly processMs: number
}

const cli = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url))
/** undici is CommonJS and asks for modules of Node by `require`. */
const banner = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`

/** Core as an app brings it, in one file with its libraries, and the terminal program, which is bundled, too. */
export const bundledStart: Group<BundledStartRow> = {
  name: 'bundled-start',
  async run({ server, quick, rounds, note }) {
    const folder = await mkdtemp(join(tmpdir(), 'fluxkit-bench-'))
    try {
      const [nothing, own] = ['nothing', 'core'].map((client) => programs.find((program) => program.client === client))
      if (!nothing || !own) throw new Error('There is nothing to compare.')
      const app = join(folder, 'app.mjs')
      await build({
        stdin: { contents: programText(own, server.url), resolveDir: benchFolder },
        bundle: true,
        minify: true,
        platform: 'node',
        format: 'esm',
        target: 'node20',
        banner: { js: banner },
        outfile: app,
        logLevel: 'silent',
      })
      const idle: Sample[] = []
      const samples: Sample[] = []
      const versionMs: number[] = []
      const repeats = quick ? 1 : rounds * 4
      note(`Start of bundled programs, ${repeats} rounds`)
      for (let round = 0; round < repeats; round++) {
        idle.push(await sample(['--input-type=module', '--eval', programText(nothing, server.url)]))
        samples.push(await sample([app]))
        if (existsSync(cli)) versionMs.push(await wallMs([cli, '--version']))
      }
      const of = (from: readonly Sample[], read: (each: Sample) => number): number => quantile(from.map(read), 0.25)
      return [
        {
          program: 'an app that bundles core',
          importMs: of(samples, (each) => each.importedMs) - of(idle, (each) => each.importedMs),
          answerMs: of(samples, (each) => each.answeredMs) - of(idle, (each) => each.answeredMs),
          processMs: of(samples, (each) => each.answeredMs),
        },
        ...(versionMs.length > 0
          ? [{ program: '`fluxkit --version`' as const, processMs: quantile(versionMs, 0.25) }]
          : []),
      ]
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** As its user waits for it: from the start of the process to its end. */
async function wallMs(args: readonly string[]): Promise<number> {
  const startedMs = performance.now()
  await promisify(execFile)(process.execPath, args)
  return performance.now() - startedMs
}
