import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeUrl } from './safe-url.ts'

describe('safeUrl', () => {
  it.each([
    ['https://api.acedata.cloud/flux/images', 'https://api.acedata.cloud/flux/images'],
    ['https://user:hunter2@a.b:8443/c?signature=1#d', 'https://a.b:8443/c'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/'],
    ['https://a.b/%0Ac', 'https://a.b/%0Ac'],
    ['data:image/png;base64,iVBORw0KGgo=', 'data:…'],
    ['file:///home/ann/secret.png', 'file:…'],
    ['javascript:alert(1)', 'javascript:…'],
    ['not a link', '(unreadable URL)'],
    ['', '(unreadable URL)'],
  ])('shows %j as %j', (url, shown) => {
    expect(safeUrl(url)).toBe(shown)
  })

  it('takes a URL object', () => {
    expect(safeUrl(new URL('https://u:p@a.b/c?d'))).toBe('https://a.b/c')
  })

  it('cuts what is very long', () => {
    expect(safeUrl(`https://a.b/${'c'.repeat(5000)}`)).toHaveLength(301)
  })

  it('never shows user name, password, query or fragment, and never throws', () => {
    const word = fc.stringMatching(/^[a-z0-9]{12}$/)
    fc.assert(
      fc.property(word, word, word, word, (user, password, query, fragment) => {
        const shown = safeUrl(`https://${user}:${password}@example.com/path?${query}#${fragment}`)
        expect(shown).toBe('https://example.com/path')
      }),
    )
    fc.assert(fc.property(fc.string(), (text) => void safeUrl(text)))
  })
})
