/** The name of a test file says in which lane it runs: `*.slow.test.ts`, `*.browser.test.ts`, and all others. */
const patterns = {
  fast: '**/*.test.ts',
  slow: '**/*.slow.test.ts',
  browser: '**/*.browser.test.ts',
} as const

type Lane = keyof typeof patterns

/**
 * @param name of a lane; `npm test` runs the fast one
 * @throws {Error} for a name that isn't a lane
 */
export function laneFiles(name = 'fast'): { readonly include: string[]; readonly exclude: string[] } {
  if (!Object.hasOwn(patterns, name)) {
    throw new Error(`FLUXKIT_LANE is "${name}"; there are: ${Object.keys(patterns).join(', ')}.`)
  }
  const lane = name as Lane
  return { include: [patterns[lane]], exclude: lane === 'fast' ? [patterns.slow, patterns.browser] : [] }
}
