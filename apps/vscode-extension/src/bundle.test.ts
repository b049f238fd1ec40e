import { builtinModules, isBuiltin } from 'node:module'
import { Script } from 'node:vm'
import type { OutputChunk, Plugin } from 'rolldown'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundle } from '../scripts/bundle.ts'
import { atStart, bytesOf, firstUseBytes, loadedWith } from '../scripts/loaded-with.ts'

let files: readonly OutputChunk[]
/** Modules that import what is Node's own, or use it without an import. */
const needNode = new Set<string>()

const watchNode: Plugin = {
  name: 'watch-node',
  moduleParsed({ id, importedIds, dynamicallyImportedIds, code }) {
    const imports = [...importedIds, ...dynamicallyImportedIds].some((each) => isBuiltin(each))
    if (imports || usesNode(id, code ?? '')) needNode.add(id.replace(/^.*\/(?=(?:apps|packages|node_modules)\/)/, ''))
  },
}

/** In our own modules: other packages check first what is there. */
function usesNode(id: string, code: string): boolean {
  const globals =
    /\b(?:require|getBuiltinModule)\s*\(|\bimport\s*\(\s*(?!["'][.@])|\b(?:process|Buffer)\b\s*[.[?,)]|\b__(?:dirname|filename)\b/
  const own = code.replaceAll(/require\((["'])vscode\1\)|\/\*[^]*?\*\/|\/\/.*/g, '')
  return !id.includes('node_modules') && globals.test(own)
}

beforeAll(async () => {
  files = await bundle('dist/never-written', false, [watchNode])
})

const sources = (): string[] => files.flatMap(({ moduleIds }) => moduleIds)

describe('the bundle', () => {
  test('loads one file under 40 kB at start', () => {
    expect(loadedWith(files, atStart).map(({ fileName }) => fileName)).toEqual([atStart])
    expect(bytesOf(loadedWith(files, atStart))).toBeLessThan(40_000)
  })
  test.each(['generate-commands.cjs', 'edit-commands.cjs', 'show-nodes.cjs', 'agent-tools.cjs'])(
    'loads under 240 kB when %s is first used, with the jobs and their client',
    (feature) => {
      expect(loadedWith(files, feature).length).toBeGreaterThan(1)
      expect(firstUseBytes(files, feature)).toBeLessThan(240_000)
    },
  )
  test('loads no client for the light bulb beside an image that is missing, only 67 kB', () => {
    const loaded = loadedWith(files, 'offers.cjs').filter(({ fileName }) => fileName !== atStart)
    expect(loaded.length).toBeGreaterThan(1)
    expect(bytesOf(loaded)).toBeLessThan(67_000)
  })
  test('leaves features, jobs and sandbox to their first use', () => {
    const late = [
      /simulator|core\/src\/(client|tasks)\/|src\/model\/(links|placeholders\/find)|-commands\.ts|ask-|agent-tools\.ts/,
      /jobs\/src\/(job|runner|stores|outcome|node\/files)\/|job-desk|job-host|open-desk|\/zod\//,
    ]
    const early = /lazy-commands\.ts|register-|account-of|client\/default-addresses/
    const loaded = loadedWith(files, atStart).flatMap(({ moduleIds }) => moduleIds)
    expect(loaded.filter((path) => !early.test(path) && late.some((each) => each.test(path)))).toEqual([])
    expect(loaded.filter((path) => path.endsWith('src/start/register-agent-tools.ts'))).toHaveLength(1)
  })
  test('has no files that load each other: the one that comes second would have nothing of the first', () => {
    const loadsItself = ({ imports, fileName }: OutputChunk): boolean =>
      loadedWith(files, ...imports).some((each) => each.fileName === fileName)
    expect(files.filter((file) => loadsItself(file)).map(({ fileName }) => fileName)).toEqual([])
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
    const texts = files.map(({ code }) => code)
    const uses = texts.flatMap((code) => code.match(/\w+\(?require\("vscode"\)/g) ?? [])
    expect(texts.filter((code) => code.includes('require("vscode")')).length).toBeGreaterThan(5)
    expect(uses).toEqual([])
  })
  test('needs Node only where a build for the web would put something else', () => {
    const elsewhere = [...needNode].filter(
      (id) => !/^(?:apps\/vscode-extension\/src\/platform|packages\/jobs\/src\/node)\//.test(id),
    )
    expect(needNode.size).toBeGreaterThan(15)
    expect(elsewhere.toSorted()).toEqual([
      // These ask `globalThis` first.
      'packages/core/src/client/environment.ts',
      'packages/core/src/http/host-fetch.ts',
      // As the bundle has it, the messages are read from a file.
      'packages/messages/src/generated/extension/en.ts',
    ])
  })
  test('is made of scripts that parse: their exports are rewritten after the bundler has written them', () => {
    for (const { code, fileName } of files) expect(() => new Script(code), fileName).not.toThrow()
    expect(loadedWith(files, 'shared.cjs')[0]?.code).toContain('.forEach(([e,t])=>Object.defineProperty(exports,e')
  })
  test('needs nothing at run time but the editor, Node and its own files', () => {
    const imports = files.flatMap((file) => [...file.imports, ...file.dynamicImports])
    const required = files.flatMap(({ code }) =>
      [...code.matchAll(/\brequire\(["'`]([^"'`]+)/g)].map(([, path = '']) => path),
    )
    const foreign = [...imports, ...required].filter(
      (path) =>
        !builtinModules.includes(path.replace(/^node:/, '')) &&
        !files.some(({ fileName }) => fileName === path.replace(/^\.\//, '')),
    )
    expect([...new Set(foreign)].toSorted()).toEqual(['vscode'])
  })
})
