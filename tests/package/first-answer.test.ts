import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createSimulator, type Simulator } from '@fluxkit/simulator'
import { build } from 'esbuild'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const entry = fileURLToPath(new URL('../../packages/core/dist/node/index.js', import.meta.url))

const requireForModules = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`

let folder: string
let simulator: Simulator

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxkit-first-'))
  simulator = createSimulator({ speed: 1_000 })
})

afterEach(async () => {
  await simulator[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

/** Requests an image, and says what the process has loaded for it. */
async function program(): Promise<string> {
  const { url } = await simulator.listen()
  return `
    import { createFluxClient } from ${JSON.stringify(entry)}
    const flux = createFluxClient({ token: 'sk-first', baseUrl: ${JSON.stringify(url)} })
    const route = () => globalThis[Symbol.for('undici.globalDispatcher.1')]
    new Response('')
    const before = route()
    flux.generate({ prompt: 'a white siamese cat' }).then(async ({ images }) => {
      await flux.close()
      console.log(JSON.stringify({ images: images.length, sameRoute: before !== undefined && route() === before }))
    })`
}

/** Far from every node_modules. */
async function run(name: string, text: string): Promise<unknown> {
  const file = join(folder, name)
  await writeFile(file, text)
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env: { PATH: process.env['PATH'] ?? '' } })
  return JSON.parse(stdout)
}

/** An app that is one file, as servers' bundlers make them. */
async function bundle(format: 'esm' | 'cjs'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: await program(), resolveDir: folder },
    bundle: true,
    format,
    platform: 'node',
    // What esbuild asks for where a CommonJS package (undici) becomes part of a module.
    ...(format === 'esm' && { banner: { js: requireForModules } }),
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

describe('the first answer in Node', () => {
  const fine = { images: 1, sameRoute: true }

  test("comes without a change to the route of the application's own fetch", async () => {
    expect(await run('app.mjs', await program())).toEqual(fine)
  })

  test('also comes to an app that is one bundled file without any package beside it', async () => {
    expect(await run('app.mjs', await bundle('esm'))).toEqual(fine)
  })

  test('and to one that is bundled as CommonJS', async () => {
    expect(await run('app.cjs', await bundle('cjs'))).toEqual(fine)
  })
})
