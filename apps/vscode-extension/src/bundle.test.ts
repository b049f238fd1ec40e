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
  const bundles = await bundle('dist/never-written', false)
  const written = bundles.flatMap(({ metafile }) => Object.entries(metafile.outputs))
  outputs = new Map(written.map(([path, output]) => [basename(path), output]))
  texts = new Map(
    bundles.flatMap(({ outputFiles = [] }) => outputFiles.map(({ path, text }) => [basename(path), text])),
  )
})

const named = (name: string): Output => outputs.get(name) ?? { bytes: Infinity, inputs: {}, imports: [] }
const sourcesOf = (name: string): string[] => Object.keys(named(name).inputs)

describe('the bundle', () => {
  test('is a file that is loaded at start and one for the first use', () => {
    expect([...outputs.keys()].toSorted()).toEqual(['extension.cjs', 'rest.cjs'])
  })
  test('that is loaded at start is under 40 kB', () => {
    expect(named('extension.cjs').bytes).toBeLessThan(40_000)
  })
  test('that is loaded when it is first used is under 305 kB', () => {
    expect(named('rest.cjs').bytes).toBeLessThan(305_000)
  })
  test('leaves features, jobs and sandbox to their first use', () => {
    const late = [
      /simulator|core\/src\/(client|tasks)\/|src\/model\/(links|placeholders\/find)|-commands\.ts|ask-|agent-tools\.ts/,
      /jobs\/src\/(job|runner|stores|outcome|node\/files)\/|job-desk|job-host|open-desk|zod/,
    ]
    const early = /lazy-commands\.ts|register-|account-of|client\/settings/
    const loaded = sourcesOf('extension.cjs').filter((path) => !early.test(path))
    expect(loaded.filter((path) => late.some((each) => each.test(path)))).toEqual([])
    expect(sourcesOf('extension.cjs')).toContain('src/start/register-agent-tools.ts')
  })
  test('has the jobs and what else keeps a state in only one of its files', () => {
    const keepers = {
      'extension.cjs': /src\/(services|jobs\/jobs|features\/insert\/anchors)\.ts/,
      'rest.cjs':
        /src\/jobs\/(open-desk|job-desk|job-host)\.ts|jobs\/src\/(runner\/create-runner|node\/files\/file-store)/,
    }
    for (const [owner, keeper] of Object.entries(keepers)) {
      const others = [...outputs.keys()].filter((name) => name !== owner).flatMap(sourcesOf)
      expect(others.filter((path) => keeper.test(path))).toEqual([])
      expect(sourcesOf(owner).filter((path) => keeper.test(path)).length).toBeGreaterThan(2)
    }
  })
  test('holds zod and p-limit, which core and the jobs are made with, the formatter of messages, and no other package', () => {
    const inputs = [...outputs.keys()].flatMap(sourcesOf)
    const packages = inputs.flatMap((path) => /node_modules\/(?!\.pnpm)([^/]+)/.exec(path)?.[1] ?? [])
    expect([...new Set(packages)].toSorted()).toEqual([
      '@formatjs',
      'intl-messageformat',
      'p-limit',
      'yocto-queue',
      'zod',
    ])
    expect(inputs.filter((path) => path.includes('core/src/node/'))).toEqual([])
  })
  test('asks the editor for its API once a file, and copies it nowhere', () => {
    const confirmed = [...texts].map(([name, text]) => [name, text.match(/.{9}require\("vscode"\)/g)])
    expect(Object.fromEntries(confirmed)).toEqual({
      'extension.cjs': [expect.stringMatching(/\.exports=require/)],
      'rest.cjs': [expect.stringMatching(/\.exports=require/)],
    })
  })
  test('needs nothing at run time but the editor and Node', () => {
    const imports = [...outputs.values()].flatMap((output) => output.imports.map(({ path }) => path))
    const foreign = imports.filter((path) => !builtinModules.includes(path.replace(/^node:/, '')))
    expect([...new Set(foreign)].toSorted()).toEqual(['./l10n/en.json', './rest.cjs', 'vscode'])
  })
})
