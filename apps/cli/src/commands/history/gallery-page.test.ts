import { describe, expect, it } from 'vitest'
import { english } from '../../language/translator.ts'
import { type GalleryCard, galleryPage } from './gallery-page.ts'

const card: GalleryCard = {
  id: '20260101-000000-aaaa',
  prompt: 'a fox',
  state: 'done',
  isOwed: false,
  model: 'flux-dev',
  size: '1024x1024',
  cost: '0.216 credits',
  createdAtMs: Date.UTC(2026, 0, 1, 12, 5),
  taskId: 'task-1',
  reason: '',
  links: [],
  images: [{ fileUrl: 'file:///home/me/images/a-fox.png', name: 'a-fox.png' }],
}

function page(fields: Partial<GalleryCard> = {}): string {
  return galleryPage({ cards: [{ ...card, ...fields }], atMs: Date.UTC(2026, 0, 2), texts: english })
}

const evil = `"><img src=x onerror=alert(1)><script>alert('1')</script>&\u202E\u0007`

describe('galleryPage', () => {
  it('shows image, prompt, state, cost and time', () => {
    const html = page()
    expect(html).toContain('<img src="file:///home/me/images/a-fox.png" alt="a fox" title="a-fox.png" loading="lazy"')
    expect(html).toContain('<p class="prompt">a fox</p>')
    expect(html).toContain(
      '<span class="state">done</span> flux-dev · 1024x1024 · 0.216 credits · <time datetime="2026-01-01T12:05:00.000Z">2026-01-01 12:05 UTC</time>',
    )
  })

  it('marks what is owed, with its links', () => {
    const html = page({ isOwed: true, state: 'ready', images: [], links: ['https://img.example/1.png?a=1&b=2'] })
    expect(html).toContain('<span class="state owed">ready, owed</span>')
    expect(html).toContain('<a href="https://img.example/1.png?a=1&amp;b=2" rel="noreferrer noopener">')
    expect(html).toContain('<div class="none">no image here</div>')
  })

  it('escapes every text, wherever it stands', () => {
    const texts = {
      id: evil,
      prompt: evil,
      state: evil,
      model: evil,
      size: evil,
      cost: evil,
      taskId: evil,
      reason: evil,
    }
    const html = page({ ...texts, links: [evil], images: [{ fileUrl: evil, name: evil }] })
    expect(html).not.toMatch(/<script|onerror=alert\(1\)>/)
    expect([html.includes('\u202E'), html.includes('\u0007')]).toEqual([false, false])
    expect(html.match(/&lt;script&gt;/g)?.length).toBeGreaterThanOrEqual(11)
    // Every tag is one of the page's own.
    const tags = new Set([...html.matchAll(/<([a-z1-6]+)[\s>]/g)].map(([, tag]) => tag))
    expect(tags).toEqual(new Set('html head meta title style body header h1 p time main article a img span'.split(' ')))
  })

  it.each(['javascript:alert(1)', 'data:text/html,<script>', 'file:///etc/passwd'])('makes no link of %s', (link) => {
    expect(page({ links: [link] })).not.toContain('rel="noreferrer')
  })

  it('loads nothing but local images, and runs no script', () => {
    expect(page()).toContain(`content="default-src 'none'; img-src file:; style-src 'unsafe-inline'"`)
  })

  it('shows a record that cannot be read, which has no time', () => {
    expect(page({ createdAtMs: Number.NaN, state: 'damaged', images: [] })).toContain(
      '<span class="state">damaged</span> flux-dev',
    )
  })
})
