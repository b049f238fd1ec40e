import { expect, test } from 'vitest'
import { pageHtml } from './html.ts'

const frame = {
  language: 'pt-BR',
  title: 'Fluxkit Gallery',
  script: 'https://page.test/gallery.js',
  style: 'https://page.test/gallery.css',
  source: 'https://page.test',
  nonce: 'abc123',
}

test('the page allows its script by a nonce, styles and images of the editor, and nothing else', () => {
  const html = pageHtml(frame)
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'")
  expect(policy).toBe(
    "default-src 'none'; img-src https://page.test; style-src https://page.test; script-src 'nonce-abc123'",
  )
  expect(html.match(/<script/g)).toHaveLength(1)
  expect(html).toContain('<script nonce="abc123" src="https://page.test/gallery.js">')
  expect(html).not.toMatch(/<style| style=| on\w+=|unsafe/)
})

test('nothing that is put in ends an attribute or an element', () => {
  const bad = '"><script>alert(1)</script>&'
  const html = pageHtml({ language: bad, title: bad, script: bad, style: bad, source: bad, nonce: bad })
  expect(html.match(/<script/g)).toHaveLength(1)
  expect(html).not.toContain('"><script>alert')
})
