import { build } from 'esbuild'
import { runtimeFile } from '../support/run-program.ts'

/** One file, as runtimes without node_modules take it. */
export async function bundle(program: string, format: 'esm' | 'iife'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [runtimeFile(program)],
    bundle: true,
    format,
    target: 'es2022',
    platform: 'browser',
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}
