import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPackageNames } from './read-tree.ts'
import { missingMetadata, readHome, withHome } from './metadata-rules.ts'
import { root } from '../setup/workspace.mjs'

const home = { owner: 'our-team', name: 'fluxkit' }

describe('the home of the project', () => {
  test('is in the package.json of the root', () => {
    const manifest = { repository: { type: 'git', url: 'git+https://github.com/our-team/fluxkit.git' } }
    expect(readHome(JSON.stringify(manifest))).toEqual(home)
    expect(() => readHome('{}')).toThrow('repository.url must be git+https://github.com/owner/name.git')
  })

  test('comes into every published package.json, in a fixed place', () => {
    const text = JSON.stringify({ name: 'a', homepage: 'https://old.example', license: 'MIT', type: 'module' })
    expect(withHome({ path: 'packages/a/package.json', text }, home)).toBe(`{
  "name": "a",
  "homepage": "https://github.com/our-team/fluxkit/tree/main/packages/a#readme",
  "bugs": {
    "url": "https://github.com/our-team/fluxkit/issues"
  },
  "license": "MIT",
  "repository": {
    "type": "git",
    "url": "git+https://github.com/our-team/fluxkit.git",
    "directory": "packages/a"
  },
  "type": "module"
}
`)
  })

  test('is not added to packages that nobody publishes', () => {
    const text = '{"private":true}'
    expect(withHome({ path: 'apps/a/package.json', text }, home)).toBe(text)
  })

  test('replaces another owner in links and CODEOWNERS, and leaves other projects alone', () => {
    const text = 'https://github.com/old/fluxkit/issues https://github.com/old/fluxkit-tools github.com/x/y @old/team'
    expect(withHome({ path: 'SECURITY.md', text }, home)).toBe(
      'https://github.com/our-team/fluxkit/issues https://github.com/old/fluxkit-tools github.com/x/y @old/team',
    )
    expect(withHome({ path: '.github/CODEOWNERS', text: '* @old/team' }, home)).toBe('* @our-team/team')
  })
})

test('a published package without keywords or a description is reported', () => {
  expect(missingMetadata({ path: 'p/package.json', text: '{"license":"MIT"}' })).toEqual([
    'p/package.json: description is missing',
    'p/package.json: keywords are missing, three at least',
  ])
})

test('our packages agree with the root, and say what they are', () => {
  const read = (path: string): { path: string; text: string } => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
  })
  const ours = readHome(read('package.json').text)
  const manifests = [...readPackageNames(root).values()].map((folder) => read(`${folder}/package.json`))
  expect(manifests.flatMap((file) => missingMetadata(file))).toEqual([])
  expect(manifests.filter((file) => withHome(file, ours) !== file.text)).toEqual([])
})
