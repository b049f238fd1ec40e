import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export interface PageBundle {
  readonly script: string
  readonly style: string
}

/** The page as the browser gets it, made from its sources in a few hundred milliseconds. */
export async function bundlePage(): Promise<PageBundle> {
  const { outputFiles } = await build({
    entryPoints: ['main.ts', 'page.css'].map((name) => fileURLToPath(new URL(`../page/${name}`, import.meta.url))),
    outdir: 'page',
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    write: false,
    loader: { '.woff2': 'dataurl' },
    logLevel: 'silent',
    // The elements say so: without it lit is bundled in its slower form for development, which prints.
    conditions: ['production'],
  })
  const find = (extension: string): string => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? ''
  return { script: find('.js'), style: find('.css') }
}
