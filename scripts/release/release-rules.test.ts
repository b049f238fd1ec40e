import { expect, test } from 'vitest'
import { extensionComplaints, provenanceComplaints } from './release-rules.ts'

const url = 'git+https://github.com/our-team/images.git'
const fine = {
  name: '@fluxkit/core',
  version: '1.2.3',
  repository: { type: 'git', url, directory: 'packages/core' },
  publishConfig: { access: 'public' },
}

test.each([
  [{}, []],
  [{ version: 'next' }, ['@fluxkit/core: next is not a version']],
  [{ repository: undefined }, [`@fluxkit/core: repository must be ${url}, with its directory`]],
  [
    { repository: { url: 'git+https://github.com/other/images.git', directory: 'a' } },
    [`@fluxkit/core: repository must be ${url}, with its directory`],
  ],
  [{ publishConfig: {} }, ['@fluxkit/core: publishConfig.access must be public']],
  [{ name: 'fluxkit', publishConfig: undefined }, []],
])('a package with %j can be published with provenance, or says why not', (change, complaints) => {
  expect(provenanceComplaints(JSON.stringify({ ...fine, ...change }), url)).toEqual(complaints)
})

test('an extension without its changelog, or with sources in it, is reported', () => {
  const files = ['package.json', 'extension.cjs', 'README.md', 'LICENSE.txt', 'package.nls.json', 'l10n/de.json']
  expect(extensionComplaints([...files, 'CHANGELOG.md'])).toEqual([])
  expect(extensionComplaints([...files, 'src/extension.ts', 'features.cjs.map'])).toEqual([
    'the extension lacks CHANGELOG.md',
    'src/extension.ts does not belong into the extension',
    'features.cjs.map does not belong into the extension',
  ])
})
