/**
 * The name of a test file says in which lane it runs. `extra` needs what a clone doesn't have: Discord's document, docutils;
 * `browser` needs Chromium.
 */
const patterns = {
  fast: '**/*.test.ts',
  slow: '**/*.slow.test.ts',
  extra: '**/*.extra.test.ts',
  browser: '**/*.browser.test.ts',
} as const

const { fast: _, ...rest } = patterns
const others = Object.values(rest)

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
  return { include: [patterns[lane]], exclude: lane === 'fast' ? others : [] }
}
