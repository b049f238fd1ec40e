import type { Environment } from '../host.ts'

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/** Colours text, or leaves it alone. */
export type Paint = Readonly<Record<Style, (text: string) => string>>

const escapes: Record<Style, readonly [on: number, off: number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
}

/** `NO_COLOR` (no-color.org) first, then `FORCE_COLOR`, then whether there is a terminal that is not dumb. */
export function wantsColor(env: Environment, isTTY: boolean): boolean {
  if (env['NO_COLOR']) return false
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return isTTY && env['TERM'] !== 'dumb'
}

export function createPaint(isColored: boolean): Paint {
  const style = ([on, off]: readonly [number, number]) =>
    isColored ? (text: string) => `\u001B[${on}m${text}\u001B[${off}m` : (text: string) => text
  return {
    bold: style(escapes.bold),
    dim: style(escapes.dim),
    red: style(escapes.red),
    green: style(escapes.green),
    yellow: style(escapes.yellow),
    cyan: style(escapes.cyan),
  }
}
