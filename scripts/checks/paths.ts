/** The part of the workspace that a file belongs to: `packages/core`, `apps/cli`, `tests`, …; '' for the root's own files. */
export function packageOf(path: string): string {
  return /^(?:(?:packages|apps)\/[^/]+|tests|bench|examples|scripts|tooling)(?=\/)/.exec(path)?.[0] ?? ''
}

/** A test, or code that only tests use. */
export function isTest(path: string): boolean {
  const inside = path.slice(packageOf(path).length)
  return /\.test\.tsx?$|\/(?:test|tests|e2e|fixtures)\//.test(inside)
}
