import { html, nothing, type TemplateResult } from 'lit'
import type { Actions } from '../model/actions.ts'
import { asDialog } from '../modal/as-dialog.ts'
import type { State } from '../model/state.ts'

/** One image, as large as the window allows; arrow keys show the previous and next one. */
export function lightboxView({ lightbox }: State, actions: Actions): TemplateResult | typeof nothing {
  const image = lightbox?.images[lightbox.index]
  if (lightbox === undefined || image === undefined) return nothing
  const { images, index } = lightbox
  const turn = (by: number): void => actions.show(images, (index + by + images.length) % images.length)
  const onKey = ({ key }: KeyboardEvent): void => {
    if (key === 'ArrowRight') turn(1)
    if (key === 'ArrowLeft') turn(-1)
  }
  const onClick = (event: MouseEvent): void => {
    if (event.target === event.currentTarget) actions.closeLightbox()
  }
  return html`<dialog
    class="lightbox"
    aria-label="Image"
    ${asDialog}
    @keydown=${onKey}
    @click=${onClick}
    @cancel=${() => actions.closeLightbox()}
    @close=${() => actions.closeLightbox()}
  >
    <figure>
      <img src=${image.url} alt=${image.alt} />
      <figcaption>
        <span>${image.alt}</span>
        ${
          images.length > 1
            ? html`<button type="button" class="plain" aria-label="Previous image" @click=${() => turn(-1)}>‹</button>
                <span>${index + 1} / ${images.length}</span>
                <button type="button" class="plain" aria-label="Next image" @click=${() => turn(1)}>›</button>`
            : nothing
        }
        <a href=${image.url} target="_blank" rel="noopener noreferrer">Open in browser</a>
        <button type="button" class="plain" @click=${() => actions.closeLightbox()}>Close</button>
      </figcaption>
    </figure>
  </dialog>`
}
