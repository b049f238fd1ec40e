import { posix } from 'node:path'
import type { Tree } from './direction-rules.ts'
import { sourceImports } from './source-imports.ts'

/**
 * Cycles among the relative imports of a tree, each as `a.ts → b.ts → a.ts`. Imports of types count: two files that
 * need each other's types are one idea in two files.
 */
export function importCycles(tree: Tree): string[] {
  const edges = new Map([...tree].map(([path, text]) => [path, targets(path, text, tree)]))
  const finished = new Set<string>()
  const cycles: string[] = []

  const visit = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path)
    if (start !== -1) cycles.push([...trail.slice(start), path].join(' → '))
    if (start !== -1 || finished.has(path)) return
    for (const target of edges.get(path) ?? []) visit(target, [...trail, path])
    finished.add(path)
  }
  for (const path of edges.keys()) visit(path, [])
  return cycles
}

function targets(path: string, text: string, tree: Tree): string[] {
  return sourceImports(path, text)
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier }) => posix.join(posix.dirname(path), specifier))
    .filter((target) => tree.has(target))
}
