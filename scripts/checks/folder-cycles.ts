import { posix } from 'node:path'
import { isTest, packageOf } from './paths.ts'
import { sourceImports, type Tree } from './source-imports.ts'

/** Which folder imports which; each with one import that makes it so, as `a/1.ts → b/1.ts`. */
type Graph = Map<string, Map<string, string>>

/**
 * Complaints about packages with folders that import each other in a cycle.
 *
 * A folder is a directory below `src`; its imports are those of the files directly in it. A directory inside another is a
 * folder of its own. A file directly in `src` counts like a folder. Tests do not count, imports of types do. An import from
 * `a/x/1.ts` to `b/y/2.ts` leads from `a/x` to `b/y`, and from `a` to `b`, which lie side by side: so `a/x → b → a/z` is a
 * cycle of `a` and `b`. A folder is in a cycle when these ways lead from it to others and back to it.
 */
export function folderCycles(tree: Tree): string[] {
  const graphs = new Map<string, Graph>()
  for (const [path, text] of tree) {
    const folder = packageOf(path)
    const src = `${folder}/src/`
    if (!path.startsWith(src) || isTest(path)) continue
    const graph = graphs.get(folder) ?? new Map<string, Map<string, string>>()
    graphs.set(folder, graph)
    for (const { specifier } of sourceImports(path, text)) {
      const target = posix.join(posix.dirname(path), specifier)
      if (specifier.startsWith('.') && tree.has(target)) add(graph, path.slice(src.length), target.slice(src.length))
    }
  }
  return [...graphs].flatMap(([folder, graph]) => {
    const cycles = [...graph.keys()].flatMap((start) => cycleFrom(start, graph) ?? [])
    if (cycles.length === 0) return []
    return [[`${folder}: ${cycles.length} folders are in cycles`, ...new Set(cycles)].join('\n  ')]
  })
}

function add(graph: Graph, path: string, target: string): void {
  const [from, to] = [path, target].map((file) => file.split('/').slice(0, file.includes('/') ? -1 : 1))
  if (from === undefined || to === undefined) return
  const sideBySide = from.findIndex((name, index) => name !== to[index]) + 1
  for (const depth of [Infinity, sideBySide]) {
    const [one, other] = [from.slice(0, depth).join('/'), to.slice(0, depth).join('/')]
    const targets = graph.get(one) ?? new Map<string, string>()
    if (one !== other) graph.set(one, targets.set(other, targets.get(other) ?? `${path} → ${target}`))
  }
}

/** The imports of the shortest way from a folder back to itself, in an order that is the same from wherever it starts. */
function cycleFrom(start: string, graph: Graph): string | undefined {
  const ways = [{ folder: start, imports: [] as string[] }]
  const seen = new Set<string>()
  for (const { folder, imports } of ways) {
    for (const [next, example] of graph.get(folder) ?? []) {
      if (next === start) return [...imports, example].toSorted().join(', ')
      if (!seen.has(next)) ways.push({ folder: next, imports: [...imports, example] })
      seen.add(next)
    }
  }
  return undefined
}
