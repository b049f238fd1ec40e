import type { Texts } from '../../language/translator.ts'
/** One job on the page. All texts are as they come; the page escapes them. */
export interface GalleryCard {
  readonly id: string
  readonly prompt: string
  readonly state: string
  readonly isOwed: boolean
  readonly model: string
  readonly size: string
  /** As people read it; empty when it isn't known. */
  readonly cost: string
  readonly createdAtMs: number
  readonly taskId: string
  readonly reason: string
  /** Links that are not saved; only http(s) ones become links. */
  readonly links: readonly string[]
  readonly images: readonly { readonly fileUrl: string; readonly name: string }[]
}

interface PageOptions {
  readonly cards: readonly GalleryCard[]
  readonly atMs: number
  readonly texts: Texts
}

/**
 * A page of one file that shows the images of this machine. It loads nothing but local images and runs no script, so that
 * opening it sends nothing anywhere, whatever prompts and responses contain.
 */
export function galleryPage({ cards, atMs, texts }: PageOptions): string {
  const { t, language } = texts
  const count = cards.reduce((sum, { images }) => sum + images.length, 0)
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src file:; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t('gallery.title', { count })}</title>
<style>${style}</style>
</head>
<body>
<header><h1>${t('gallery.images', { count })}</h1><p>${t('gallery.about', { count: cards.length, time: time(atMs) })}</p></header>
<main>
${cards.map((card) => cardHtml(card, texts)).join('\n')}
</main>
</body>
</html>
`
}

function cardHtml(card: GalleryCard, { t }: Texts): string {
  const facts = [card.model, card.size, card.cost].map((fact) => escapeHtml(fact))
  const line = [...facts, time(card.createdAtMs)].filter((fact) => fact !== '').join(' · ')
  const state = card.isOwed ? t('job.owed', { state: card.state }) : card.state
  return `<article>
${card.images.map(({ fileUrl, name }) => `<a href="${escapeHtml(fileUrl)}"><img src="${escapeHtml(fileUrl)}" alt="${escapeHtml(card.prompt)}" title="${escapeHtml(name)}" loading="lazy" decoding="async"></a>`).join('\n')}${card.images.length === 0 ? `<div class="none">${t('gallery.noImage')}</div>` : ''}
<p class="prompt">${escapeHtml(card.prompt)}</p>
<p><span class="state${card.isOwed ? ' owed' : ''}">${escapeHtml(state)}</span> ${line}</p>
${card.reason === '' ? '' : `<p class="reason">${escapeHtml(card.reason)}</p>\n`}${card.links.map((link) => `<p>${linkHtml(link)}</p>\n`).join('')}<p class="id">${escapeHtml(card.id)}${card.taskId === '' ? '' : ` · ${t('reference.task', { id: escapeHtml(card.taskId) })}`}</p>
</article>`
}

function linkHtml(link: string): string {
  const text = escapeHtml(link)
  return /^https?:\/\//i.test(link) && URL.canParse(link)
    ? `<a href="${text}" rel="noreferrer noopener">${text}</a>`
    : text
}

function time(atMs: number): string {
  const date = new Date(atMs)
  if (Number.isNaN(date.getTime())) return ''
  const [day = '', clock = ''] = date.toISOString().split('T')
  return `<time datetime="${date.toISOString()}">${day} ${clock.slice(0, 5)} UTC</time>`
}

/** For text and for attributes in double quotes. */
function escapeHtml(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
      // A page is text: what reorders or hides it has no place there.
      .replaceAll(invisible, ' ')
  )
}

// oxlint-disable-next-line no-control-regex -- finding control characters is its purpose
const invisible = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

const style = `
:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{margin:0 auto;max-width:1400px;padding:1rem 1.5rem 4rem}
header p,.id,.reason{opacity:.75}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(260px,1fr));gap:1.25rem}
article{border:1px solid #8884;border-radius:10px;padding:.75rem;overflow:hidden;overflow-wrap:anywhere}
article p{margin:.4rem 0 0}
img{width:100%;aspect-ratio:1;object-fit:contain;background:#8882;border-radius:6px;display:block;margin-bottom:.4rem}
.none{aspect-ratio:1;display:grid;place-items:center;background:#8882;border-radius:6px;opacity:.7}
.prompt{font-weight:600;white-space:pre-wrap;display:-webkit-box;-webkit-line-clamp:6;-webkit-box-orient:vertical;overflow:hidden}
.state{border:1px solid #8886;border-radius:99px;padding:0 .5em}
.owed{border-color:#c80;color:#b60}
.id{font-size:12px}
`
