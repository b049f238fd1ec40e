import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build, type StdinOptions } from 'esbuild'
import { beforeAll, describe, expect, test } from 'vitest'

const dist = (file: string): string => fileURLToPath(new URL(`../../packages/core/dist/${file}`, import.meta.url))

interface Bundle {
  readonly code: string
  readonly gzipBytes: number
  /** Imports that are left to the host. */
  readonly external: readonly string[]
}

/** Bundles a built entry, or a program, for browsers, as an app's own bundler would. */
async function bundle(entry: string | StdinOptions): Promise<Bundle> {
  const { metafile, outputFiles } = await build({
    ...(typeof entry === 'string' ? { entryPoints: [dist(entry)] } : { stdin: entry }),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    write: false,
    metafile: true,
    external: ['node:*'],
    logLevel: 'silent',
  })
  const code = outputFiles.map(({ text }) => text).join('')
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
  return {
    code,
    gzipBytes: gzipSync(code, { level: 9 }).byteLength,
    external: imports.map(({ path }) => path),
  }
}

describe('the main entry as it is published', () => {
  let main: Bundle

  beforeAll(async () => {
    main = await bundle('index.js')
  })

  test('makes a program that generates an image and waits, of at most 39 kB in one file, minified and gzipped', async () => {
    const { code, gzipBytes } = await bundle({
      contents: `import { createFluxClient } from ${JSON.stringify(dist('index.js'))}
        createFluxClient({ token: 'any' }).generate({ prompt: 'a red fox' })`,
      resolveDir: dist(''),
    })
    expect(gzipBytes).toBeLessThanOrEqual(39_000)
    // A bundle that came out empty would be small, too.
    expect(code).toContain('multiples of')
  })

  test('imports nothing of Node and no package: it builds for browsers and edge hosts', () => {
    expect(main.external).toEqual([])
    expect(main.code).not.toMatch(/\bnode:|\brequire\(|\bprocess\.|\bBuffer\b|undici/)
  })
})

test.each(['images/index.js', 'callbacks/index.js', 'schemas/index.js', 'testing/index.js'])(
  '%s needs nothing of Node either',
  async (entry) => {
    expect((await bundle(entry)).external).toEqual([])
  },
)

test('nothing but undici is loaded late: an import after a paid request fails when an update has replaced the files', async () => {
  const files = await readdir(dist(''), { recursive: true })
  const programs = await Promise.all(
    files.filter((file) => file.endsWith('.js')).map((file) => readFile(dist(file), 'utf8')),
  )
  expect(programs.join('').match(/\bimport\([^)]*\)/g)).toEqual(['import("undici/index.js")'])
})

describe('the Node entry as it is published', () => {
  /** Loads an entry in a fresh process. @returns the packages that were loaded with it */
  async function loadedWith(entry: string): Promise<string> {
    const program = `
      import { registerHooks } from 'node:module'
      const seen = []
      registerHooks({ load(url, context, next) { seen.push(url); return next(url, context) } })
      const before = new Set(Reflect.ownKeys(globalThis))
      const loaded = await import(${JSON.stringify(dist(entry))})
      console.log(JSON.stringify({
        undici: seen.filter((url) => url.includes('undici')).length,
        globals: Reflect.ownKeys(globalThis).filter((key) => !before.has(key)).map(String),
        client: typeof loaded.createFluxClient,
      }))`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program])
    return stdout.trim()
  }

  test('loads no undici and adds nothing global but what zod shares between its copies', async () => {
    expect(JSON.parse(await loadedWith('node/index.js'))).toEqual({
      undici: 0,
      globals: ['__zod_globalConfig', '__zod_globalRegistry'],
      client: 'function',
    })
  })
})
