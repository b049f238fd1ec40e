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

/** Orders a picture, and says what the process has loaded for it. */
async function program(): Promise<string> {
  const { url } = await simulator.listen()
  return `
    import { createFluxClient } from ${JSON.stringify(entry)}
    const flux = createFluxClient({ token: 'sk-first', baseUrl: ${JSON.stringify(url)} })
    flux.generate({ prompt: 'a white siamese cat' }).then(async ({ images }) => {
      await flux.close()
      console.log(JSON.stringify({
        images: images.length,
        http2: process.moduleLoadList.includes('NativeModule http2'),
        globalDispatcher: Symbol.for('undici.globalDispatcher.1') in globalThis,
      }))
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
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

describe('the first answer in Node', () => {
  const withoutMore = { images: 1, http2: false, globalDispatcher: false }

  test('needs neither HTTP/2, which takes long to load, nor anything global', async () => {
    expect(await run('app.mjs', await program())).toEqual(withoutMore)
  })

  test('also comes to an app that is one bundled file without any package beside it', async () => {
    expect(await run('app.mjs', await bundle('esm'))).toEqual(withoutMore)
  })

  test('and to one that is bundled as CommonJS', async () => {
    expect(await run('app.cjs', await bundle('cjs'))).toEqual(withoutMore)
  })
})
