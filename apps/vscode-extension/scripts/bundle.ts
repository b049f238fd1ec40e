import { readFile } from 'node:fs/promises'
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

/**
 * All files share one `require('vscode')`. Left alone, esbuild asks for it once a file and copies its hundreds of names
 * into a new object each time: more than half of what it took to load the extension.
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
    minify: true,
    legalComments: 'none',
    metafile: true,
    plugins: [lazy, oneEditorApi],
  })
}
