import type { Environment } from '../host.ts'

export interface Symbols {
  readonly ok: string
  readonly fail: string
  readonly warn: string
  readonly bar: readonly [full: string, empty: string]
  readonly spinner: readonly string[]
}

const unicode: Symbols = {
  ok: '✓',
  fail: '✗',
  warn: '!',
  bar: ['━', '─'],
  spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
}

const ascii: Symbols = { ok: '+', fail: 'x', warn: '!', bar: ['=', '-'], spinner: ['|', '/', '-', '\\'] }

/** The old Windows console has none of these glyphs; Windows Terminal, VS Code and ConEmu say who they are. */
export function symbolsFor(platform: NodeJS.Platform, env: Environment): Symbols {
  if (env['TERM'] === 'linux') return ascii
  if (platform !== 'win32') return unicode
  return (env['WT_SESSION'] ?? env['TERM_PROGRAM'] ?? env['ConEmuTask']) ? unicode : ascii
}
