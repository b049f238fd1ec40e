/** Where a file stands in the workspace, as far as the direction of imports cares. */
export interface Place {
  /** `packages/core`, `apps/cli`, `tests`, … */
  folder: string
  kind: 'core' | 'simulator' | 'app' | 'everything'
  /** Path inside the folder. */
  inside: string
  /** A test, or code that only tests use. */
  isTest: boolean
}

/**
 * @returns Nothing for files outside of the packages, such as the root's configuration.
 */
export function placeOf(path: string): Place | undefined {
  const match = /^(?:(packages|apps)\/([^/]+)|(tests|bench|examples|scripts|tooling))\/(.+)$/.exec(path)
  if (match === null) return undefined
  const [, group, name = '', plain, inside = ''] = match
  const isTest = /\.test\.tsx?$/.test(inside) || /(^|\/)(test|tests|e2e|fixtures)\//.test(inside)
  if (group === 'apps') return { folder: `apps/${name}`, kind: 'app', inside, isTest }
  if (group === 'packages') return { folder: `packages/${name}`, kind: packageKind(name), inside, isTest }
  return { folder: plain ?? '', kind: 'everything', inside, isTest }
}

/** Every package that is not a simulator is held to the rules of core: it imports nothing but core. */
function packageKind(name: string): 'core' | 'simulator' {
  return name === 'simulator' || name.endsWith('-simulator') ? 'simulator' : 'core'
}

/** The one part of an app that may start a simulator: a folder or file called `sandbox`. */
export function isSandboxEntry(inside: string): boolean {
  return /(^|\/)sandbox(\/|\.ts$|-[^/]*\.ts$)/.test(inside)
}
