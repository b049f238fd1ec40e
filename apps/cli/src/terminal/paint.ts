import picocolors from 'picocolors'
import type { Environment } from '../host.ts'

/** Colours text, or leaves it alone. `terminalText` lets these escape sequences through and no others. */
export type Paint = Readonly<Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', (text: string) => string>>

/** `NO_COLOR` (no-color.org) first, then `FORCE_COLOR`, then whether there is a terminal that is not dumb. */
export function wantsColor(env: Environment, isTTY: boolean): boolean {
  if (env['NO_COLOR']) return false
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return isTTY && env['TERM'] !== 'dumb'
}

export function createPaint(isColored: boolean): Paint {
  return picocolors.createColors(isColored)
}
