import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { isSandboxEntry, placeOf, type Place } from './places.ts'
import { sourceImports, type SourceImport } from './source-imports.ts'

/** The sources of a workspace: path from the root with forward slashes, and text. */
export type Tree = ReadonlyMap<string, string>

/** Folder of each package by its name, e.g. `@fluxkit/core` → `packages/core`. */
export type PackageNames = ReadonlyMap<string, string>

/**
 * Every import that goes in a direction the architecture forbids, as `path:line: sentence`.
 *
 * core ← jobs ← apps, core ← ai-sdk-provider ← other people's apps; simulators import nothing of ours, so that they can
 * contradict core, but for the clock of their tests; no app imports another; core and jobs import Node only in `node/` and
 * `testing/`, the provider nowhere.
 */
export function wrongDirections(tree: Tree, names: PackageNames): string[] {
  return [...tree].flatMap(([path, text]) => {
    const place = placeOf(path)
    if (place === undefined) return []
    return sourceImports(path, text).flatMap((found) => {
      const complaint = relativeComplaint(path, place, found) ?? packageComplaint(place, found, names)
      return complaint === undefined ? [] : [`${path}:${found.line}: ${complaint}`]
    })
  })
}

function relativeComplaint(path: string, place: Place, { specifier }: SourceImport): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  const target = placeOf(posix.join(posix.dirname(path), specifier))
  if (target?.folder !== place.folder) return `${specifier} leaves ${place.folder}; import the package by its name`
  if (target.isTest && !place.isTest && place.kind !== 'everything') return `only tests may import ${specifier}`
  if (!isPortable(place) || place.isTest) return undefined
  for (const part of ['node', 'testing']) {
    const within = `src/${part}/`
    if (target.inside.startsWith(within) && !place.inside.startsWith(within)) {
      return `only ${part}/ itself may import ${within}: it must not reach the main entry of ${place.folder}`
    }
  }
  return undefined
}

function packageComplaint(place: Place, found: SourceImport, names: PackageNames): string | undefined {
  if (found.specifier.startsWith('.')) return undefined
  const target = names.get(packageName(found.specifier))
  if (target !== undefined) return ownComplaint(place, found.specifier, target)
  return isPortable(place) && !place.isTest ? hostComplaint(place, found) : undefined
}

/** These run in browsers and editors too. */
function isPortable({ folder }: Place): boolean {
  return folder === 'packages/core' || folder === 'packages/jobs' || folder === provider
}

/** Core as an image model of the AI SDK. */
const provider = 'packages/ai-sdk-provider'

/** What a simulator has in `testing/` is for its own tests; in core and jobs it is an entry. */
function isForTests({ kind, inside, isTest }: Place): boolean {
  return isTest || (kind === 'simulator' && inside.startsWith('src/testing/'))
}

/** Imports of the workspace's own packages. */
function ownComplaint(place: Place, specifier: string, target: string): string | undefined {
  if (place.kind === 'everything' || target === place.folder) return undefined
  if (target === 'tooling') return isForTests(place) ? undefined : `only tests may import ${specifier}`
  if (place.kind === 'simulator' && specifier === '@fluxkit/core/testing' && isForTests(place)) return undefined
  if (place.kind === 'simulator') return `a simulator imports nothing of ours, and ${specifier} is ours`
  if (target.startsWith('apps/')) return `${place.folder} must not import the app ${specifier}`
  if (target === provider) return `${place.folder} must not import ${specifier}: it is for apps of others`
  if (place.folder === provider && specifier === '@fluxkit/core/node' && !place.isTest) {
    return `${specifier} is Node's: ${provider} runs where fetch runs`
  }
  if (target === 'packages/core' && place.folder !== 'packages/core') return undefined
  const isSimulator = placeOf(`${target}/x`)?.kind === 'simulator'
  // It is an app in this: its tests meet the service as users' apps do.
  if (place.folder === provider && place.isTest && isSimulator) return undefined
  if (place.kind === 'core') return `${place.folder} must not import ${specifier}`
  if (place.isTest || isSandboxEntry(place.inside) || !isSimulator) return undefined
  return `only tests and the app's sandbox entry may import ${specifier}`
}

/** What a portable package needs of Node stays in one folder. */
function hostComplaint({ inside }: Place, { specifier, dynamic, typeOnly }: SourceImport): string | undefined {
  if (!inside.startsWith('src/')) return undefined
  const inNode = inside.startsWith('src/node/')
  if (packageName(specifier) === 'undici') {
    if (!inNode) return 'undici belongs to src/node/'
    return dynamic || typeOnly ? undefined : 'undici costs 100 ms to load: import it on first use (`await import`)'
  }
  if (!isBuiltin(specifier) || inNode || inside.startsWith('src/testing/')) return undefined
  return `${specifier} is Node's: only src/node/ and src/testing/ may import it`
}

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}
