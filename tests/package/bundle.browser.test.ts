import { join } from 'node:path'
import { createSimulator } from '@fluxkit/simulator'
import { findChromium } from '@fluxkit/tooling/browser'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPage } from './support/chromium.ts'
import { createProject, type EmptyProject } from './support/empty-project.ts'
import { hostPage } from './support/page-host.ts'
import { packPackages } from './support/packed.ts'

const browser = findChromium()

describe('a page made from the installed package', () => {
  let project: EmptyProject

  beforeAll(async () => {
    await using packed = await packPackages()
    project = await createProject('browser', [packed.core])
  }, 300_000)

  afterAll(() => project[Symbol.asyncDispose]())

  async function bundle(): Promise<string> {
    const { outputFiles } = await build({
      entryPoints: [join(project.folder, 'page.ts')],
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2024',
      write: false,
      logLevel: 'silent',
    })
    return outputFiles[0]?.text ?? ''
  }

  test('is bundled for browsers without a word of Node', async () => {
    const code = await bundle()
    expect(code).toContain('/flux/images')
    expect(code).not.toMatch(/node:|undici/)
  })

  test.skipIf(browser === undefined)('generates, downloads, uploads and edits in a browser', async () => {
    await using simulator = createSimulator({ speed: 1_000 })
    const { url: service } = await simulator.listen()
    await using host = await hostPage(await bundle())
    await using page = await openPage(browser ?? '', `${host.url}?service=${encodeURIComponent(service)}`)
    expect(await Promise.race([host.result, page.ended])).toEqual({
      width: 512,
      height: 256,
      edited: 1,
      refused: 'invalid_token',
    })
    expect(simulator.stats).toMatchObject({ accepted: 2, uploads: 1, imageDownloads: 1 })
  })
})
