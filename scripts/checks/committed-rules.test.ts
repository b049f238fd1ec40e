import { describe, expect, test } from 'vitest'
import { forbiddenContent } from './committed-rules.ts'

const complaints = (path: string, text: string): string[] =>
  forbiddenContent([{ path, text }], '/srv/checkouts/fluxkit')

describe('what must not be committed', () => {
  test('a lockfile that names a tarball on a host', () => {
    const text = 'packages:\n  a@1.0.0:\n    resolution: {integrity: sha512-x, tarball: https://npm.example/a.tgz}\n'
    expect(complaints('pnpm-lock.yaml', text)).toEqual(['pnpm-lock.yaml:3: the lockfile names a registry host'])
  })

  test('a setting that names a registry', () => {
    expect(complaints('.npmrc', 'registry = https://npm.example/')).toEqual([
      '.npmrc:1: a registry is a setting of the machine',
    ])
  })

  test('a folder of the machine somebody works at', () => {
    expect(complaints('docs/a.md', 'see /work/main/docs')).toEqual(['docs/a.md:1: /work/main is a path of one machine'])
    expect(complaints('docs/a.md', 'in `/root/.cache`')).toEqual(['docs/a.md:1: /root/.cache is a path of one machine'])
  })

  test('the folder of this very checkout', () => {
    expect(complaints('a.ts', "'/srv/checkouts/fluxkit/a.ts'")).toEqual([
      'a.ts:1: /srv/checkouts/fluxkit is a path of this machine',
    ])
  })
})

describe('what may be committed', () => {
  test.each([
    ['an address in a note of deprecation', 'pnpm-lock.yaml', 'deprecated: see https://example.com/why'],
    ['relative and URL paths that look alike', 'a.ts', "import './work/main/x'; fetch('https://a.example/root/b')"],
    ['absolute paths of an imagined user', 'a.test.ts', '/home/ann/pictures'],
  ])('%s', (_, path, text) => {
    expect(complaints(path, text)).toEqual([])
  })
})
