import type { Environment } from '../../host.ts'

/** How a terminal displays images, if it does. */
export type PreviewProtocol = 'kitty' | 'iterm2'

/** By how terminals identify themselves. tmux and screen do not pass images on, and nobody watches the terminal of a CI job. */
export function choosePreviewProtocol(env: Environment, isTTY: boolean): PreviewProtocol | undefined {
  if (!isTTY || env['CI'] || env['TMUX'] || env['STY'] || env['TERM'] === 'dumb') return undefined
  if (env['TERM']?.startsWith('screen') || env['TERM']?.startsWith('tmux')) return undefined
  const program = env['TERM_PROGRAM'] ?? ''
  if (program === 'iTerm.app' || program === 'WezTerm' || program === 'mintty') return 'iterm2'
  if (
    program === 'ghostty' ||
    env['KITTY_WINDOW_ID'] ||
    env['TERM'] === 'xterm-kitty' ||
    env['TERM'] === 'xterm-ghostty'
  )
    return 'kitty'
  return undefined
}
