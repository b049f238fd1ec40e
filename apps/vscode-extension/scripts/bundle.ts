import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type BuildOptions, type BuildResult, type Plugin } from 'esbuild'

const root = join(import.meta.dirname, '..')

/** What may be imported late: all of it is in the second bundle. */
const late = ['src/features/on-demand.ts', 'src/jobs/open-desk.ts', 'src/sandbox/sandbox-service.ts']

/**
 * A late import is one of the second bundle, within it as well: esbuild wraps each module of a bundle that imports parts of itself
 * late, which is 50 kB.
 */
const onDemand: Plugin = {
  name: 'on-demand',
  setup(setup) {
    setup.onResolve({ filter: /^\.{1,2}\// }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined
      if (late.some((entry) => join(root, entry) === join(resolveDir, path)))
        return { path: './rest.cjs', external: true }
      // Core loads some of its own parts late; within a bundle that is one step more and no file more.
      return resolveDir.startsWith(join(root, 'src')) ? { errors: [{ text: `${path} is in no bundle` }] } : undefined
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
 * Messages are files beside the bundle, English as well. They were parsed when `npm run messages` compiled them: the formatter
 * needs no parser, which is three times its size.
 */
const messages: Plugin = {
  name: 'messages',
  setup(setup) {
    setup.onResolve({ filter: /^\.\/en\.ts$/ }, ({ resolveDir }) =>
      resolveDir.endsWith(join('generated', 'extension')) ? { path: './l10n/en.json', external: true } : undefined,
    )
    setup.onResolve({ filter: /^@formatjs\/icu-messageformat-parser$/ }, ({ path, resolveDir, kind }) =>
      setup.resolve(`${path}/no-parser.js`, { resolveDir, kind }),
    )
  },
}

/** One of the two bundles. */
export type Bundled = BuildResult<{ metafile: true }>

/**
 * One file that is loaded at start, and one with the rest, when it is first used. esbuild's own splitting makes modules, which
 * editors before 1.100 do not load, and would spread what is needed at start over a dozen files.
 *
 * @param plugins For tests.
 */
export function bundle(outdir: string, write: boolean, plugins: readonly Plugin[] = []): Promise<[Bundled, Bundled]> {
  const options = {
    absWorkingDir: root,
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
  } as const satisfies BuildOptions
  return Promise.all([
    build({ ...options, entryPoints: ['src/extension.ts'], plugins: [onDemand, ...plugins, oneEditorApi] }),
    build({ ...options, entryPoints: ['src/rest.ts'], plugins: [onDemand, ...plugins, oneEditorApi, messages] }),
  ])
}
