import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type BuildResult, type Plugin } from 'esbuild'

const root = join(import.meta.dirname, '..')

/** What is loaded at start, and what on first use; nothing else may be imported dynamically. */
const bundles = {
  extension: 'src/extension.ts',
  features: 'src/features/on-demand.ts',
  jobs: 'src/jobs/open-desk.ts',
  sandbox: 'src/sandbox/sandbox-service.ts',
} as const

/** A dynamic import of an entry becomes one of its bundle. */
const onDemand: Plugin = {
  name: 'on-demand',
  setup(setup) {
    setup.onResolve({ filter: /^\.{1,2}\// }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined
      const [name] = Object.entries(bundles).find(([, entry]) => join(root, entry) === join(resolveDir, path)) ?? []
      if (name !== undefined) return { path: `./${name}.cjs`, external: true }
      // Core loads some of its own parts late; within a bundle that is one step more and no file more.
      return resolveDir.startsWith(join(root, 'src')) ? { errors: [{ text: `${path} is no bundle` }] } : undefined
    })
  },
}

/**
 * All files of a bundle share one `require('vscode')`. Left alone, esbuild asks for it once a file and copies its hundreds
 * of names into a new object each time: more than half of what it took to load the extension.
 */
const oneEditorApi: Plugin = {
  name: 'one-editor-api',
  setup(setup) {
    setup.onLoad({ filter: /src\/.*\.ts$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8')
      const contents = code.replace(/^import \* as vscode from 'vscode'$/m, "import vscode = require('vscode')")
      if (/^import (?!type\b).* from 'vscode'/m.test(contents)) {
        return { errors: [{ text: `${path}: write "import * as vscode from 'vscode'"` }] }
      }
      return { contents, loader: 'ts' }
    })
    setup.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'editor-api' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'editor-api' },
    )
    setup.onLoad({ filter: /^vscode$/, namespace: 'editor-api' }, () => ({
      contents: "module.exports = require('vscode')",
      resolveDir: root,
    }))
  },
}

/**
 * One file that is loaded at start, three that are loaded when they are first used. esbuild's own splitting makes modules,
 * which editors before 1.100 do not load, and would spread what is needed at start over a dozen files.
 */
export function bundle(outdir: string, write: boolean): Promise<BuildResult<{ metafile: true }>> {
  return build({
    absWorkingDir: root,
    entryPoints: bundles,
    outdir,
    outExtension: { '.js': '.cjs' },
    write,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // The oldest editor that `engines` allows, 1.97, runs extensions on Node 20.
    target: 'node20',
    conditions: ['source'],
    minify: true,
    legalComments: 'none',
    metafile: true,
    plugins: [onDemand, oneEditorApi],
  })
}
