import { posix, win32 } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isInside } from './is-inside.ts'

describe('by the rules of Windows', () => {
  test.each([
    [String.raw`C:\work`, String.raw`C:\work\cat.png`, true],
    [String.raw`C:\work`, String.raw`C:\work`, true],
    [String.raw`C:\Work`, String.raw`c:\WORK\art\cat.png`, true],
    [String.raw`C:\work`, 'C:/work/art/cat.png', true],
    [String.raw`C:\work`, String.raw`C:\work\..cat.png`, true],
    [String.raw`C:\work`, String.raw`C:\work2\cat.png`, false],
    [String.raw`C:\work`, String.raw`C:\work\..\secret.txt`, false],
    [String.raw`C:\work`, String.raw`D:\work\cat.png`, false],
    [String.raw`C:\work`, String.raw`\\server\share\cat.png`, false],
    [String.raw`\\server\share`, String.raw`\\SERVER\share\cat.png`, true],
    [String.raw`\\server\share`, String.raw`\\server\other\cat.png`, false],
  ])('in %s lies %s: %s', (folder, path, isIn) => {
    expect(isInside(folder, path, win32)).toBe(isIn)
  })
})

describe('by the rules of Linux and macOS', () => {
  test.each([
    ['/work', '/work/cat.png', true],
    ['/work', '/work/..cat.png', true],
    ['/', '/work/cat.png', true],
    ['/work', '/work/../etc/passwd', false],
    ['/work', '/work2/cat.png', false],
    ['/work', '/Work/cat.png', false],
    ['/work', String.raw`/work/..\..\etc`, true],
  ])('in %s lies %s: %s', (folder, path, isIn) => {
    expect(isInside(folder, path, posix)).toBe(isIn)
  })
})
