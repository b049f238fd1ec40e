import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProject, type EmptyProject } from './support/empty-project.ts'
import { type PackedPackages, packPackages } from './support/packed.ts'

let packed: PackedPackages

beforeAll(async () => {
  packed = await packPackages()
}, 300_000)

afterAll(() => packed[Symbol.asyncDispose]())

/** The project of one `describe`, installed before its first test. */
function project(name: string, more: readonly string[] = []): () => EmptyProject {
  let installed: EmptyProject
  beforeAll(async () => {
    installed = await createProject(name, [packed.core, packed.simulator, ...more])
  }, 300_000)
  afterAll(() => installed[Symbol.asyncDispose]())
  return () => installed
}

const manifest = createRequire(import.meta.url).resolve('typescript/package.json')
const tsc = join(dirname(manifest), 'bin', 'tsc')

/** Complaints of the compiler; empty when it has none. */
async function typeCheck(
  { folder }: EmptyProject,
  options: readonly string[],
  { file = 'main.ts', compiler = tsc }: { readonly file?: string; readonly compiler?: string } = {},
): Promise<string> {
  const strict = ['--strict', '--skipLibCheck', 'false', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']
  const args = [compiler, '--noEmit', ...strict, ...options, file]
  return promisify(execFile)(process.execPath, args, { cwd: folder }).then(
    () => '',
    (error: unknown) => (error as { stdout: string }).stdout,
  )
}

describe('a project with core and nothing else', () => {
  let empty: EmptyProject

  beforeAll(async () => {
    empty = await createProject('javascript', [packed.core])
  }, 300_000)
  afterAll(() => empty[Symbol.asyncDispose]())

  test.each([
    ['undici', /^7\.\d+\.\d+$/],
    ['zod', /^4\.\d+\.\d+$/],
  ])('has %s once, where npm finds and updates it', async (name, version) => {
    expect(await empty.npm('ls', name, '--all', '--json')).toMatchObject({
      dependencies: {
        '@fluxkit/core': { dependencies: { [name]: { version: expect.stringMatching(version) as string } } },
      },
    })
    expect(await empty.installed()).toEqual(['@fluxkit', 'undici', 'zod'])
  })

  test('names all that it runs in its bill of materials', async () => {
    const bill = (await empty.npm('sbom', '--sbom-format', 'cyclonedx')) as {
      components: { name: string; version: string }[]
    }
    const components = bill.components.map(({ name, version }) => `${name}@${version.replace(/\..*/, '')}`)
    expect(components.toSorted()).toEqual(['@fluxkit/core@0', 'undici@7', 'zod@4'])
  })
})

describe('a project in TypeScript', () => {
  const typescript = project('typescript', ['@types/node@24.10.1'])
  const ofTheDom = [
    '--target',
    'es2024',
    '--lib',
    'es2024,esnext.disposable,dom,dom.iterable,dom.asynciterable',
    '--types',
    'node',
  ]
  const ofNode = ['--target', 'es2024', '--lib', 'es2024,esnext.disposable', '--types', 'node']

  test.each([
    ['nodenext, with the types of browsers', ['--module', 'nodenext', ...ofTheDom]],
    ['nodenext, with only the types of Node', ['--module', 'nodenext', ...ofNode]],
    ['bundler', ['--module', 'esnext', '--moduleResolution', 'bundler', ...ofTheDom]],
  ])('compiles against every entry, declarations of libraries included: %s', async (_, options) => {
    expect(await typeCheck(typescript(), options)).toBe('')
  })

  test('compiles against the entries of core with nothing but ES2022 and the DOM', async () => {
    const options = ['--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom', '--types', '']
    expect(await typeCheck(typescript(), options, { file: 'es2022.ts' })).toBe('')
  })

  test('runs', async () => {
    expect(JSON.parse(await typescript().node('main.ts'))).toEqual({
      format: 'png',
      width: 256,
      saved: true,
      code: 'moderated',
      held: 1,
      scripted: 1,
      forged: 404,
      drawn: 64,
      charges: 2,
      issues: 1,
    })
  })
})

describe('a project with TypeScript 5.5 and the types of Node 20', () => {
  let old: EmptyProject

  beforeAll(async () => {
    const compilerAndTypes = ['typescript@5.5.4', '@types/node@20.19.43']
    old = await createProject('typescript-5.5', [packed.core, packed.jobs, ...compilerAndTypes])
  }, 300_000)
  afterAll(() => old[Symbol.asyncDispose]())

  test('compiles against every entry of core and jobs, declarations of libraries included', async () => {
    const options = ['--module', 'node16', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable', '--types', 'node']
    const compiler = join(old.folder, 'node_modules', 'typescript', 'bin', 'tsc')
    expect(await typeCheck(old, options, { compiler })).toBe('')
  })
})

describe('a project in JavaScript', () => {
  const javascript = project('javascript')

  test('gets the declared dependencies and nothing else', async () => {
    expect(await javascript().installed()).toEqual([
      '@fluxkit',
      '@jsquash',
      'fast-png',
      'fflate',
      'hono',
      'iobuffer',
      'jpeg-js',
      'undici',
      'wasm-feature-detect',
      'zod',
    ])
  })

  test('uses the packages as modules', async () => {
    expect(JSON.parse(await javascript().node('main.js'))).toEqual({
      width: 256,
      format: 'png',
      code: 'invalid_request',
      charges: 1,
    })
  })

  test('uses the packages by require', async () => {
    expect(JSON.parse(await javascript().node('main.cjs'))).toEqual({
      isFlux: true,
      code: 'invalid_token',
      identify: 'function',
    })
  })
})

describe('a project with Jest', () => {
  const jest = project('jest', ['jest@30.5.2'])

  test('tests code that uses the packages as the README says', async () => {
    const args = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--json', '--silent']
    const results: unknown = JSON.parse(await jest().node(...args))
    expect(results).toMatchObject({ success: true, numPassedTests: 2, numFailedTests: 0 })
  })
})

describe('a Hono server', () => {
  const server = project('hono', ['hono@4.13.19', '@hono/node-server@2.1.8'])

  test('is called back with the result', async () => {
    expect(JSON.parse(await server().node('main.js'))).toEqual({
      forged: 404,
      reported: ['job-1'],
      images: 1,
      polls: 0,
    })
  })
})
