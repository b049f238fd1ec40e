import { posix } from 'node:path'
import { isTest, packageOf } from './paths.ts'
import { sourceImports, type Tree } from './source-imports.ts'

/** The chapter of docs/ARCHITECTURE.md that describes each package. */
const chapters: Readonly<Record<string, string>> = {
  'packages/core': 'Core',
  'packages/ai-sdk-provider': 'AI SDK provider',
  'packages/jobs': 'Jobs',
  'packages/messages': 'Messages',
  'packages/simulator': 'Simulator of the service',
  'packages/discord-simulator': 'Simulator of Discord',
  'apps/cli': 'Terminal program',
  'apps/vscode-extension': 'VS Code extension',
  'apps/discord-bot': 'Discord bot',
  'apps/playground': 'Playground',
  'apps/server': 'Server',
}

/**
 * Complaints about docs/ARCHITECTURE.md where it differs from the sources: a package without a chapter, a folder that its
 * chapter doesn't list, a listed name that doesn't exist, and in the diagram a folder that is missing, an arrow without an
 * import, or an import that follows no arrows. Tests don't count, imports of types do.
 */
export function diagramComplaints(tree: Tree, architecture: string): string[] {
  const packages = new Set([...tree.keys()].map(packageOf).filter((folder) => /^(?:packages|apps)\//.test(folder)))
  return [...packages].flatMap((folder) => {
    const title = chapters[folder]
    const chapter = title === undefined ? undefined : chapterOf(architecture, title)
    if (chapter === undefined) return [`${folder}: no chapter describes it`]
    const files = [...tree.keys()].filter((path) => path.startsWith(`${folder}/src/`) && !isTest(path))
    const names = files.map((path) => path.slice(`${folder}/src/`.length))
    const complaints = [...listComplaints(chapter, names), ...arrowComplaints(chapter, names, importsOf(tree, folder))]
    return complaints.map((complaint) => `${title}: ${complaint}`)
  })
}

interface Import {
  readonly from: string
  readonly to: string
}

function importsOf(tree: Tree, folder: string): Import[] {
  const src = `${folder}/src/`
  return [...tree].flatMap(([path, text]) => {
    if (!path.startsWith(src) || isTest(path)) return []
    return sourceImports(path, text).flatMap(({ specifier }) => {
      const target = posix.join(posix.dirname(path), specifier)
      const isOurs = specifier.startsWith('.') && tree.has(target) && target.startsWith(src)
      return isOurs ? [{ from: path.slice(src.length), to: target.slice(src.length) }] : []
    })
  })
}

function chapterOf(architecture: string, title: string): string | undefined {
  return architecture.split(/^## /m).find((chapter) => chapter.startsWith(`${title}\n`))
}

/** The names that begin the lines of the chapter's first list, such as `main.ts, app.ts, operator/`. */
function listComplaints(chapter: string, files: readonly string[]): string[] {
  const list = /^```\n(.*?)^```$/ms.exec(chapter)?.[1] ?? ''
  const listed = list.split('\n').flatMap((line) => /^[\w./-]+(?:, [\w./-]+)*/.exec(line)?.[0].split(', ') ?? [])
  return [
    ...foldersOf(files)
      .filter((folder) => !listed.some((name) => name.startsWith(`${folder}/`)))
      .map((folder) => `the list lacks ${folder}/`),
    ...listed
      .filter((name) => !files.some((file) => file === name || (name.endsWith('/') && file.startsWith(name))))
      .map((name) => `the list names ${name}, which doesn’t exist`),
  ]
}

function arrowComplaints(chapter: string, files: readonly string[], imports: readonly Import[]): string[] {
  const { nodes, arrows } = readDiagram(chapter)
  const nodeOf = (file: string): string | undefined =>
    [...nodes].filter((node) => file === node || file.startsWith(`${node}/`)).toSorted((a, b) => b.length - a.length)[0]
  const found = new Map<string, string>()
  for (const { from, to } of imports) {
    const [one, other] = [nodeOf(from), nodeOf(to)]
    if (one !== undefined && other !== undefined && one !== other) found.set(`${one} --> ${other}`, `${from} → ${to}`)
  }
  return [
    ...foldersOf(files)
      .filter((folder) => files.some((file) => file.startsWith(`${folder}/`) && nodeOf(file) === undefined))
      .map((folder) => `the diagram lacks ${folder}`),
    ...[...nodes]
      .filter((node) => !files.some((file) => file === node || file.startsWith(`${node}/`)))
      .map((node) => `the diagram shows ${node}, which doesn’t exist`),
    ...[...arrows]
      .filter((arrow) => !found.has(arrow))
      .map((arrow) => `the diagram shows ${arrow}, but nothing imports that`),
    ...[...found]
      .filter(([arrow]) => !isReachable(arrow, arrows))
      .map(([arrow, example]) => `the diagram lacks ${arrow} (${example})`),
  ]
}

/** Reads lines such as `a & b --> c --> d`; every name on one side of an arrow has one to every name on the other. */
function readDiagram(chapter: string): { readonly nodes: ReadonlySet<string>; readonly arrows: ReadonlySet<string> } {
  const lines = (/^```mermaid\nflowchart TD\n(.*?)^```$/ms.exec(chapter)?.[1] ?? '').split('\n')
  const rows = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('-->').map((side) => side.trim().split(' & ')))
  const arrows = rows.flatMap((sides) =>
    sides.slice(1).flatMap((to, at) => (sides[at] ?? []).flatMap((one) => to.map((other) => `${one} --> ${other}`))),
  )
  return { nodes: new Set(rows.flat(2)), arrows: new Set(arrows) }
}

function isReachable(arrow: string, arrows: ReadonlySet<string>): boolean {
  const [start = '', goal = ''] = arrow.split(' --> ')
  const seen = new Set([start])
  for (const node of seen) {
    for (const each of arrows) if (each.startsWith(`${node} --> `)) seen.add(each.slice(node.length + ' --> '.length))
  }
  return seen.has(goal)
}

/** Folders directly in `src`. */
function foldersOf(files: readonly string[]): string[] {
  return [...new Set(files.flatMap((file) => (file.includes('/') ? [file.split('/')[0] ?? ''] : [])))].toSorted()
}
