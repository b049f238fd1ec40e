import { builtinModules } from 'node:module'
import { basename } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundle } from '../scripts/bundle.ts'

interface Output {
  readonly bytes: number
  readonly inputs: object
  readonly imports: readonly { readonly path: string }[]
}

let outputs: ReadonlyMap<string, Output>
let texts: ReadonlyMap<string, string>

beforeAll(async () => {
  const { metafile, outputFiles = [] } = await bundle('dist/never-written', false)
  outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]))
  texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]))
})

const named = (name: string): Output => outputs.get(name) ?? { bytes: Infinity, inputs: {}, imports: [] }
const sourcesOf = (name: string): string[] => Object.keys(named(name).inputs)

describe('the bundle', () => {
  test('is a file that is loaded at start and three for the first use', () => {
    expect([...outputs.keys()].toSorted()).toEqual(['client.cjs', 'extension.cjs', 'features.cjs', 'sandbox.cjs'])
  })
  test('that is loaded at start is under 100 KB', () => {
    expect(named('extension.cjs').bytes).toBeLessThan(100_000)
  })
  test('leaves features, client and sandbox to their first use', () => {
    const late =
      /simulator|core\/src\/(client|tasks)\/|src\/model\/(links|placeholders\/find)|-commands\.ts|ask-|agent-tools\.ts/
    const registrars = /lazy-commands\.ts|register-/
    expect(sourcesOf('extension.cjs').filter((path) => late.test(path) && !registrars.test(path))).toEqual([])
    expect(sourcesOf('extension.cjs')).toContain('src/features/agent-tools/register-agent-tools.ts')
  })
  test('has the jobs and what else keeps a state in one of its files alone', () => {
    const keepers = /src\/(services|jobs\/(?!failure-of)[\w-]+|platform\/pictures|features\/insert\/anchors)\.ts/
    const others = ['features.cjs', 'client.cjs', 'sandbox.cjs'].flatMap(sourcesOf)
    expect(others.filter((path) => keepers.test(path))).toEqual([])
    expect(sourcesOf('extension.cjs').filter((path) => keepers.test(path))).toContain('src/jobs/job-manager.ts')
  })
  test('holds zod, which core checks requests with, and no other package', () => {
    const inputs = [...outputs.keys()].flatMap(sourcesOf)
    const packages = inputs.flatMap((path) => /node_modules\/(?!\.pnpm)([^/]+)/.exec(path)?.[1] ?? [])
    expect([...new Set(packages)]).toEqual(['zod'])
    expect(inputs.filter((path) => path.includes('core/src/node/'))).toEqual([])
  })
  test('asks the editor for its API once a file, and copies it nowhere', () => {
    const asked = [...texts].map(([name, text]) => [name, text.match(/.{9}require\("vscode"\)/g)])
    expect(Object.fromEntries(asked)).toEqual({
      'extension.cjs': [expect.stringMatching(/\.exports=require/)],
      'features.cjs': [expect.stringMatching(/\.exports=require/)],
      'client.cjs': null,
      'sandbox.cjs': null,
    })
  })
  test('needs nothing at run time but the editor and Node', () => {
    const imports = [...outputs.values()].flatMap((output) => output.imports.map(({ path }) => path))
    const foreign = imports.filter((path) => !builtinModules.includes(path.replace(/^node:/, '')))
    expect([...new Set(foreign)].toSorted()).toEqual(['./client.cjs', './features.cjs', './sandbox.cjs', 'vscode'])
  })
})
