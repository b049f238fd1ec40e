import type { Strike } from './strike.ts'

/** For Node, before the file of a program. */
export const strikeArgs: readonly string[] = ['--no-warnings', '--import', new URL('strike.ts', import.meta.url).href]

export function strikeEnvironment(strike: Strike): Record<string, string> {
  return { KILL_STRIKE: JSON.stringify(strike) }
}
