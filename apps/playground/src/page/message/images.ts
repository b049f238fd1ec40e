import { html, nothing, type TemplateResult } from 'lit'
import { ifDefined } from 'lit/directives/if-defined.js'
import type { Actions } from '../model/actions.ts'
import type { State } from '../model/state.ts'

export interface GalleryImage {
  readonly url: string
  readonly alt: string
  readonly spoiler: boolean
  /** Pixels; known before the image is there, so that nothing jumps. */
  readonly width?: number | null | undefined
  readonly height?: number | null | undefined
}

/** Links are signed again with every change of a message; the first one works for a day and keeps the image still. */
const firstUrls = new Map<string, string>()

function stableUrl(url: string): string {
  const path = pathOf(url)
  const known = firstUrls.get(path) ?? url
  firstUrls.set(path, known)
  return known
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? url
}

/** Images side by side, each a button that shows it large. */
export function galleryView(
  images: readonly GalleryImage[],
  state: State,
  actions: Actions,
): TemplateResult | typeof nothing {
  if (images.length === 0) return nothing
  const shown = images.map(({ url, alt }) => ({ url: stableUrl(url), alt }))
  return html`<div class="gallery" data-count=${Math.min(images.length, 4)}>
    ${images.map(({ url, alt, spoiler, width, height }, index) => {
      const isHidden = spoiler && !state.revealed.has(pathOf(url))
      const press = (): void => (isHidden ? actions.reveal(pathOf(url)) : actions.show(shown, index))
      return html`<button
        type="button"
        class="image ${isHidden ? 'hidden-image' : ''}"
        aria-label=${isHidden ? 'Spoiler: show the image' : `Show large: ${alt || 'image'}`}
        @click=${press}
      >
        <img
          src=${stableUrl(url)}
          alt=${alt}
          width=${ifDefined(width ?? undefined)}
          height=${ifDefined(height ?? undefined)}
        />
        ${isHidden ? html`<span class="spoiler-mark">SPOILER</span>` : nothing}
      </button>`
    })}
  </div>`
}
