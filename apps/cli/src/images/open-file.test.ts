import { describe, expect, it } from 'vitest'
import { openerCommand } from './open-file.ts'

describe('openerCommand', () => {
  it.each([
    ['linux', ['xdg-open', '/p/a;rm -rf.png']],
    ['darwin', ['open', '/p/a;rm -rf.png']],
    ['win32', ['explorer.exe', '/p/a;rm -rf.png']],
  ] as const)('passes the path as one argument on %s', (platform, expected) => {
    expect(openerCommand(platform, '/p/a;rm -rf.png')).toEqual(expected)
  })
})
