import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { build, type BuildResult } from 'esbuild'
import type { ClientName } from '../clients/index.ts'
import type { Group } from './group.ts'
import { countInstalled } from './installed.ts'
import { type Program, programs } from './programs.ts'

export interface WeightRow {
  readonly client: ClientName
  /** A bundle for browsers of "generate one image and wait": minified, gzipped, what is loaded at once. */
  readonly gzipBytes: number
  /** Packages that are installed with the client, itself included. */
  readonly packages: number
}

const folder = fileURLToPath(new URL('..', import.meta.url))

/** What a browser loads, and what comes with the package. */
export const weight: Group<WeightRow> = {
  name: 'weight',
  async run({ note }) {
    note('Weight of bundles')
    const rows: WeightRow[] = []
    for (const program of programs) {
      if (program.packages.length === 0 || program.client === 'nothing' || program.client === 'undici') continue
      const packages = await countInstalled(program.packages, folder)
      rows.push({ client: program.client, gzipBytes: await bundleBytes(program), packages })
    }
    return rows
  },
}

async function bundleBytes({ load, browserLoad = load, imageRequest }: Program): Promise<number> {
  const contents = `${browserLoad}\nconst PROMPT = 'a white siamese cat'\n${imageRequest}`
  const { outputFiles, metafile } = (await build({
    stdin: { contents, resolveDir: folder, sourcefile: 'program.js' },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2024',
    outdir: '/out',
    write: false,
    metafile: true,
    // What a client imports of Node in branches that browsers never take.
    external: ['node:*', 'crypto'],
    logLevel: 'silent',
  })) as BuildResult<{ write: false; metafile: true }>
  const texts = new Map(outputFiles.map(({ path, text }) => [baseName(path), text]))
  const loaded = new Set<string>()
  const follow = (file: string): void => {
    if (loaded.has(file)) return
    loaded.add(file)
    const output = Object.entries(metafile.outputs).find(([path]) => baseName(path) === file)?.[1]
    for (const { path, kind, external } of output?.imports ?? []) {
      if (!external && kind === 'import-statement') follow(baseName(path))
    }
  }
  follow('stdin.js')
  return gzipSync([...loaded].map((file) => texts.get(file) ?? '').join('\n'), { level: 9 }).byteLength
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
