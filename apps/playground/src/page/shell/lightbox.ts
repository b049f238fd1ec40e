import { html, nothing, type TemplateResult } from 'lit'
import type { Actions } from '../model/actions.ts'
import { asDialog } from '../modal/as-dialog.ts'
import type { State } from '../model/state.ts'

/** One picture, as large as the window allows; arrow keys turn to its neighbours. */
export function lightboxView({ lightbox }: State, actions: Actions): TemplateResult | typeof nothing {
  const picture = lightbox?.pictures[lightbox.index]
  if (lightbox === undefined || picture === undefined) return nothing
  const { pictures, index } = lightbox
  const turn = (by: number): void => actions.show(pictures, (index + by + pictures.length) % pictures.length)
  const onKey = ({ key }: KeyboardEvent): void => {
    if (key === 'ArrowRight') turn(1)
    if (key === 'ArrowLeft') turn(-1)
  }
  const onClick = (event: MouseEvent): void => {
    if (event.target === event.currentTarget) actions.closeLightbox()
  }
  return html`<dialog
    class="lightbox"
    aria-label="Picture"
    ${asDialog}
    @keydown=${onKey}
    @click=${onClick}
    @cancel=${() => actions.closeLightbox()}
    @close=${() => actions.closeLightbox()}
  >
    <figure>
      <img src=${picture.url} alt=${picture.alt} />
      <figcaption>
        <span>${picture.alt}</span>
        ${
          pictures.length > 1
            ? html`<button type="button" class="plain" aria-label="Previous picture" @click=${() => turn(-1)}>‹</button>
                <span>${index + 1} / ${pictures.length}</span>
                <button type="button" class="plain" aria-label="Next picture" @click=${() => turn(1)}>›</button>`
            : nothing
        }
        <a href=${picture.url} target="_blank" rel="noopener noreferrer">Open in browser</a>
        <button type="button" class="plain" @click=${() => actions.closeLightbox()}>Close</button>
      </figcaption>
    </figure>
  </dialog>`
}
