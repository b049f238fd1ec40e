import { join } from 'node:path'
import { build, type BuildResult, type Plugin } from 'esbuild'

const root = join(import.meta.dirname, '..')

/** What the extension imports on first use stays a file of its own. */
const lazy: Plugin = {
  name: 'lazy',
  setup(setup) {
    setup.onResolve({ filter: /(sandbox-service|open-client)\.ts$/ }, ({ kind, path }) => {
      if (kind !== 'dynamic-import') return undefined
      return { path: path.includes('sandbox') ? './sandbox.cjs' : './client.cjs', external: true }
    })
  },
}

/** One file that is loaded at start, two that are loaded when they are first used: the client, the sandbox. */
export function bundle(outdir: string, write: boolean): Promise<BuildResult<{ metafile: true }>> {
  return build({
    absWorkingDir: root,
    entryPoints: {
      extension: 'src/extension.ts',
      client: 'src/service/open-client.ts',
      sandbox: 'src/sandbox/sandbox-service.ts',
    },
    outdir,
    outExtension: { '.js': '.cjs' },
    write,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // The oldest editor that `engines` allows, 1.97, runs extensions on Node 20.
    target: 'node20',
    conditions: ['source'],
    external: ['vscode'],
    minify: true,
    legalComments: 'none',
    metafile: true,
    plugins: [lazy],
  })
}
