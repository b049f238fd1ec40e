import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { isTest, packageOf } from './paths.ts'
import { sourceImports, type SourceImport, type Tree } from './source-imports.ts'

/** Folder of each package by its name, e.g. `@fluxkit/core` → `packages/core`. */
export type PackageNames = ReadonlyMap<string, string>

/** These run in browsers and editors too. */
const portable = '^packages/(?:core|jobs|ai-sdk-provider)/src'

/**
 * Forbidden imports: from a file of a package that matches the first pattern, of what matches the second. Files are paths, and
 * those that only tests use begin with `test `. Other targets: `package:packages/core/node` is an entry of a package of ours,
 * `node:fs` a module of Node, `static:undici` another, or `late:` or `type:` as it is loaded.
 */
const rules: readonly (readonly [from: RegExp, to: RegExp, because: string])[] = [
  [/^(?!test )/, /^test /, 'only tests may import it'],
  [RegExp(`${portable}/(?!node/)`), /\/src\/node\//, 'only node/ may import it: the main entry runs without Node'],
  [RegExp(`${portable}/(?!testing/)`), /\/src\/testing\//, 'only tests and testing/ may import it'],
  [RegExp(`${portable}/(?!node/|testing/)`), /^node:/, 'only node/ and testing/ may import Node'],
  [RegExp(`${portable}/(?!node/)`), /^(?:static|late|type):undici$/, 'only node/ may import undici'],
  [RegExp(portable), /^static:undici$/, 'undici takes 100 ms to load: import it on first use (`await import`)'],
  [/^apps\/vscode-extension\/src\/(?!platform\/)/, /^node:/, 'only platform/ may import Node: a web build follows'],
  [
    /^apps\/vscode-extension\/src\/(?!platform\/)/,
    /^package:packages\/(?:core|jobs)\/node$/,
    'only platform/ may import what needs Node: a web build follows',
  ],
  [/^(?!test |packages\/\S*simulator\/src\/testing\/)/, /^package:tooling/, 'only tests may import it'],
  // So that it can contradict core. What a simulator has in `testing/` is for its own tests; elsewhere that is an entry.
  [/^packages\/\S*simulator\/(?!src\/testing\/)/, /^package:/, 'a simulator imports nothing of ours'],
  [
    /^(?:test )?packages\/\S*simulator\//,
    /^package:(?!tooling|\S+\/core\/testing$)/,
    'a simulator imports nothing of ours',
  ],
  [/^/, /^package:apps\//, 'nothing imports an app'],
  [/^/, /^package:packages\/ai-sdk-provider/, 'it is for the apps of others'],
  [/^packages\/ai-sdk-provider/, /^package:packages\/core\/node/, 'the provider runs where fetch runs'],
  [
    /^(?:test )?packages\//,
    /^package:packages\/(?!core(?:\/|$)|\S*simulator)/,
    'a package imports nothing of ours but core',
  ],
  // To its tests, the provider is an app.
  [/^(?!apps|test apps|test packages\/ai-sdk-provider)/, /^package:\S*simulator/, 'only apps may import a simulator'],
  [
    /^apps\/(?!\S*\/sandbox(?:\/|-[^/]*\.ts$|\.ts$))/,
    /^package:\S*simulator/,
    'only the sandbox of an app may import it',
  ],
]

/** Every import that goes in a direction docs/ARCHITECTURE.md forbids, as `path:line: specifier: reason`. */
export function wrongDirections(tree: Tree, names: PackageNames): string[] {
  return [...tree].flatMap(([path, text]) =>
    sourceImports(path, text).flatMap((found) => {
      const reason = complaint(path, found, names)
      return reason === undefined ? [] : [`${path}:${found.line}: ${found.specifier}: ${reason}`]
    }),
  )
}

function complaint(path: string, { specifier, loaded }: SourceImport, names: PackageNames): string | undefined {
  const folder = packageOf(path)
  const target = posix.join(posix.dirname(path), specifier)
  const isFile = specifier.startsWith('.')
  if (isFile && folder !== '' && packageOf(target) !== folder)
    return `it leaves ${folder}; import the package by its name`
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  const ours = names.get(name)
  if (!/^(?:packages|apps)\//.test(folder) || ours === folder) return undefined

  const withTest = (file: string): string => (isTest(file) ? `test ${file}` : file)
  let to = isBuiltin(specifier) ? `node:${specifier.replace(/^node:/, '')}` : `${loaded}:${name}`
  if (isFile) to = withTest(target)
  else if (ours !== undefined) to = `package:${ours}${specifier.slice(name.length)}`
  return rules.find(([from, forbidden]) => from.test(withTest(path)) && forbidden.test(to))?.[2]
}
