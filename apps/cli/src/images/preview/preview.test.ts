import { describe, expect, it } from 'vitest'
import { choosePreviewProtocol } from './choose-protocol.ts'
import { previewText } from './preview.ts'

describe('choosePreviewProtocol', () => {
  it.each([
    ['kitty', { TERM: 'xterm-kitty' }, 'kitty'],
    ['Ghostty', { TERM_PROGRAM: 'ghostty' }, 'kitty'],
    ['iTerm2', { TERM_PROGRAM: 'iTerm.app' }, 'iterm2'],
    ['WezTerm', { TERM_PROGRAM: 'WezTerm' }, 'iterm2'],
    ['an ordinary terminal', { TERM: 'xterm-256color' }, undefined],
    ['kitty under tmux', { TERM: 'tmux-256color', TMUX: '/run/tmux', KITTY_WINDOW_ID: '1' }, undefined],
    ['iTerm2 under screen', { TERM: 'screen', TERM_PROGRAM: 'iTerm.app' }, undefined],
    ['a CI job', { TERM: 'xterm-kitty', CI: 'true' }, undefined],
  ])('knows %s', (_name, env, expected) => {
    expect(choosePreviewProtocol(env, true)).toBe(expected)
  })

  it('shows nothing in a pipe', () => {
    expect(choosePreviewProtocol({ TERM: 'xterm-kitty' }, false)).toBeUndefined()
  })
})

describe('previewText', () => {
  it('sends a PNG to kitty in pieces of 4096', () => {
    const text = previewText({ bytes: new Uint8Array(6_000), format: 'png' }, 'kitty', 80) ?? ''
    // oxlint-disable-next-line no-control-regex -- escape sequences are what is expected
    expect(text.match(/\u001B_G[^;]*/g)).toEqual(['\u001B_Ga=T,f=100,c=40,q=2,m=1', '\u001B_Gm=0,q=2'])
    // oxlint-disable-next-line no-control-regex -- see above
    const payload = [...text.matchAll(/;([A-Za-z0-9+/=]*)\u001B\\/g)].map((match) => match[1]).join('')
    expect(Buffer.from(payload, 'base64')).toEqual(Buffer.alloc(6_000))
  })

  it('shows no other format in kitty', () => {
    expect(previewText({ bytes: new Uint8Array(10), format: 'webp' }, 'kitty', 80)).toBeUndefined()
  })

  it('sends any format to iTerm2, as wide as the terminal allows', () => {
    expect(previewText({ bytes: Uint8Array.of(1, 2, 3), format: 'webp' }, 'iterm2', 20)).toBe(
      '\u001B]1337;File=inline=1;size=3;width=18;preserveAspectRatio=1:AQID\u0007\n',
    )
  })

  it('spares the terminal enormous images', () => {
    expect(previewText({ bytes: new Uint8Array(13 * 1024 * 1024), format: 'png' }, 'iterm2', 80)).toBeUndefined()
  })
})
