import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PackageNames } from './direction-rules.ts'
import type { Tree } from './source-imports.ts'

const ignored = new Set(['node_modules', 'dist', '.turbo'])

/** The workspace's sources. */
export function readTree(root: string): Tree {
  const paths = list(root, '{packages,apps}/**/*.{ts,tsx}', '{tests,bench,examples,scripts,tooling}/**/*.{ts,tsx,mjs}')
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

/** The workspace's packages by name. */
export function readPackageNames(root: string): PackageNames {
  return new Map(
    list(root, '{packages,apps}/*/package.json', '{tests,bench,examples,tooling}/package.json').map((path) => {
      const { name } = JSON.parse(readFileSync(join(root, path), 'utf8')) as { name: string }
      return [name, dirname(path)]
    }),
  )
}

function list(root: string, ...patterns: string[]): string[] {
  const paths = globSync(patterns, { cwd: root, exclude: (name) => ignored.has(name.split(/[/\\]/).at(-1) ?? '') })
  return paths.map((path) => path.replaceAll('\\', '/')).toSorted()
}
