// Bundles the extension and lays out what goes into the .vsix, file by file: nothing gets in that is not listed here.

import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const out = join(root, 'dist', 'vsix')

await rm(out, { recursive: true, force: true })
await mkdir(out, { recursive: true })

await build({
  absWorkingDir: root,
  // The client and the sandbox are loaded when they are first used.
  entryPoints: {
    extension: 'src/extension.ts',
    sandbox: 'src/sandbox/sandbox-service.ts',
    client: 'src/service/open-client.ts',
  },
  outdir: out,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // Node of the oldest editor that `engines` allows: 1.97 has Electron 32.
  target: 'node20',
  conditions: ['source'],
  external: ['vscode'],
  minify: true,
  keepNames: false,
  legalComments: 'none',
  metafile: true,
  plugins: [
    {
      name: 'lazy',
      setup(setup) {
        setup.onResolve({ filter: /(sandbox-service|open-client)\.ts$/ }, ({ kind, path }) => {
          if (kind !== 'dynamic-import') return undefined
          return { path: path.includes('sandbox') ? './sandbox.cjs' : './client.cjs', external: true }
        })
      },
    },
  ],
}).then(({ metafile }) => writeFile(join(root, 'dist', 'meta.json'), JSON.stringify(metafile)))

// The name `fluxkit` belongs to the command-line program within the workspace and to the extension in the galleries.
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, unknown>
for (const key of ['scripts', 'devDependencies', 'private', 'type']) delete manifest[key]
await writeFile(join(out, 'package.json'), `${JSON.stringify({ ...manifest, name: 'fluxkit' }, null, 2)}\n`)

const texts = (await readdir(root)).filter((name) => /^package\.nls(\.[\w-]+)?\.json$/.test(name))
for (const name of texts) await copyFile(join(root, name), join(out, name))
for (const folder of ['l10n', 'media', 'walkthrough', 'skills'])
  await cp(join(root, folder), join(out, folder), { recursive: true })
for (const name of ['README.md', 'CHANGELOG.md']) await copyFile(join(root, name), join(out, name))
await copyFile(join(root, 'LICENSE'), join(out, 'LICENSE.txt'))
