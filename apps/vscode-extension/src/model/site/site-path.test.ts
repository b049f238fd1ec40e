import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { join } from '../naming/posix-path.ts'
import { foldersAbove, siteFile, sitePath } from './site-path.ts'

const docusaurus = { root: '/p/static', images: '/p/static/img' }
const jekyll = { root: '/p', images: '/p/assets/images' }
const own = { root: '/p/docs/.vuepress/public', images: '/p/docs/.vuepress/public/img' }

describe('a link holds on every page of a site', () => {
  test.each([
    [docusaurus, '/p/static/img/fox.png', '/img/fox.png'],
    [docusaurus, '/p/static/fox.png', '/fox.png'],
    [docusaurus, '/p/docs/images/fox.png', undefined],
    [docusaurus, '/p/statics/fox.png', undefined],
    [jekyll, '/p/assets/images/fox.png', '/assets/images/fox.png'],
    [jekyll, '/p/assets/fox.png', '/assets/fox.png'],
    [jekyll, '/p/_posts/images/fox.png', undefined],
    [own, '/p/docs/.vuepress/public/a/fox.png', '/a/fox.png'],
    [{ root: '/', images: '/assets/images' }, '/assets/images/fox.png', '/assets/images/fox.png'],
  ])('%j: %s is %s', (site, file, link) => {
    expect(sitePath(site, file)).toBe(link)
  })

  const part = fc.stringMatching(/^[a-z .]{1,4}$/).filter((text) => !/^\.+$/.test(text))
  test('and leads back to the file', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(docusaurus, jekyll, own),
        fc.array(part, { minLength: 1, maxLength: 4 }),
        (site, parts) => {
          const file = join(site.images, parts.join('/'))
          const link = sitePath(site, file)
          expect(link).toMatch(/^\//)
          expect(siteFile(site, String(link))).toBe(file)
        },
      ),
    )
  })
})

test('a link cannot lead out of the file system', () => {
  expect(siteFile(docusaurus, '/../../../../etc/passwd')).toBe('/etc/passwd')
})

test.each([
  ['/w/site/docs/a.md', '/w', ['/w/site/docs', '/w/site', '/w']],
  ['/w/a.md', '/w', ['/w']],
  ['/w/a.md', '/w/', ['/w']],
  ['/other/a.md', '/w', []],
  ['/a/b.md', '/', ['/a', '/']],
])('the site of %s in %s may be in %j', (file, workspace, folders) => {
  expect(foldersAbove(file, workspace)).toEqual(folders)
})
