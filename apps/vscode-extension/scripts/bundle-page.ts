import { join } from 'node:path'
import { build, type BuildResult } from 'esbuild'

const root = join(import.meta.dirname, '..')

/** The script and the style sheet of the gallery's page, which runs in the editor's browser. */
export function bundlePage(outdir: string, write: boolean): Promise<BuildResult> {
  return build({
    absWorkingDir: root,
    outdir,
    write,
    bundle: true,
    platform: 'browser',
    format: 'iife',
    // The editor that `engines` allows, 1.97, is Chromium 132.
    target: 'chrome132',
    conditions: ['source'],
    minify: true,
    legalComments: 'none',
    entryPoints: ['src/gallery/page/gallery.ts', 'src/gallery/page/gallery.css'],
  })
}
