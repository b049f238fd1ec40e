import { builtinModules } from 'node:module'
import { Script } from 'node:vm'
import type { OutputChunk } from 'rolldown'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundle } from '../scripts/bundle.ts'

let files: ReadonlyMap<string, OutputChunk>

beforeAll(async () => {
  files = new Map((await bundle('dist/never-written', false)).map((file) => [file.fileName, file]))
})

const atStart = 'extension.cjs'
const jobs = 'open-desk.cjs'

/** What is read when these files are loaded: with all that they require at once. */
function loadedWith(...names: readonly string[]): OutputChunk[] {
  const loaded = new Set<OutputChunk>()
  function load(name: string): void {
    const file = files.get(name)
    if (file === undefined || loaded.has(file)) return
    loaded.add(file)
    file.imports.forEach(load)
  }
  names.forEach(load)
  return [...loaded]
}
const bytesOf = (loaded: readonly OutputChunk[]): number =>
  loaded.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0)
const firstUse = (feature: string): number => bytesOf(loadedWith(atStart, feature, jobs)) - bytesOf(loadedWith(atStart))
const sources = (): string[] => [...files.values()].flatMap(({ moduleIds }) => moduleIds)

describe('the bundle', () => {
  test('loads one file under 40 kB at start', () => {
    expect(loadedWith(atStart).map(({ fileName }) => fileName)).toEqual([atStart])
    expect(bytesOf(loadedWith(atStart))).toBeLessThan(40_000)
  })
  test.each(['generate-commands.cjs', 'edit-commands.cjs', 'show-nodes.cjs', 'agent-tools.cjs'])(
    'loads under 240 kB when %s is first used, with the jobs and their client',
    (feature) => {
      expect(files.has(feature)).toBe(true)
      expect(firstUse(feature)).toBeLessThan(240_000)
    },
  )
  test('loads no client for the light bulb beside an image that is missing, only 65 kB', () => {
    const loaded = loadedWith('offers.cjs').filter(({ fileName }) => fileName !== atStart)
    expect(loaded.length).toBeGreaterThan(1)
    expect(bytesOf(loaded)).toBeLessThan(65_000)
  })
  test('leaves features, jobs and sandbox to their first use', () => {
    const late = [
      /simulator|core\/src\/(client|tasks)\/|src\/model\/(links|placeholders\/find)|-commands\.ts|ask-|agent-tools\.ts/,
      /jobs\/src\/(job|runner|stores|outcome|node\/files)\/|job-desk|job-host|open-desk|zod/,
    ]
    const early = /lazy-commands\.ts|register-|account-of|client\/default-addresses/
    const loaded = loadedWith(atStart).flatMap(({ moduleIds }) => moduleIds)
    expect(loaded.filter((path) => !early.test(path) && late.some((each) => each.test(path)))).toEqual([])
    expect(loaded.filter((path) => path.endsWith('src/start/register-agent-tools.ts'))).toHaveLength(1)
  })
  test('has each module in only one of its files: none keeps its state twice', () => {
    expect(sources().length).toBeGreaterThan(300)
    expect(new Set(sources()).size).toBe(sources().length)
  })
  test('holds zod and p-limit, which core and the jobs are made with, the formatter of messages, and no other package', () => {
    const packages = sources().flatMap((path) => /node_modules\/(?!\.pnpm)([^/]+)/.exec(path)?.[1] ?? [])
    expect([...new Set(packages)].toSorted()).toEqual([
      '@formatjs',
      'intl-messageformat',
      'p-limit',
      'yocto-queue',
      'zod',
    ])
    expect(sources().filter((path) => path.includes('core/src/node/'))).toEqual([])
  })
  test("uses the editor's API as it is, and copies it nowhere", () => {
    const texts = [...files.values()].map(({ code }) => code)
    const uses = texts.flatMap((code) => code.match(/\w+\(?require\("vscode"\)/g) ?? [])
    expect(texts.filter((code) => code.includes('require("vscode")')).length).toBeGreaterThan(5)
    expect(uses).toEqual([])
  })
  test('is made of scripts that parse: their exports are rewritten after the bundler has written them', () => {
    for (const { code, fileName } of files.values()) expect(() => new Script(code), fileName).not.toThrow()
    expect(files.get('shared.cjs')?.code).toContain('.forEach(([e,t])=>Object.defineProperty(exports,e')
  })
  test('needs nothing at run time but the editor, Node and its own files', () => {
    const imports = [...files.values()].flatMap((file) => [...file.imports, ...file.dynamicImports])
    const required = [...files.values()].flatMap(({ code }) =>
      [...code.matchAll(/\brequire\(["'`]([^"'`]+)/g)].map(([, path = '']) => path),
    )
    const foreign = [...imports, ...required].filter(
      (path) => !builtinModules.includes(path.replace(/^node:/, '')) && !files.has(path.replace(/^\.\//, '')),
    )
    expect([...new Set(foreign)].toSorted()).toEqual(['./l10n/en.json', 'vscode'])
  })
})
