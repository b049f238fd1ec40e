import type { Entry } from '../model/protocol.ts'
import { make } from './dom.ts'

/** Thumbnails exist only near what is on the screen: hundreds of images would fill the memory. */
export interface Thumbnails {
  watch(card: HTMLElement, src: string | undefined): void
  forget(card: HTMLElement): void
}

export function createThumbnails(onError: (card: HTMLElement) => void): Thumbnails {
  const sources = new WeakMap<Element, string>()
  const observer = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) {
        target.querySelector('img')?.remove()
        const src = sources.get(target)
        if (!isIntersecting || src === undefined) continue
        // Its text is the label of the card.
        const image = make('img', { alt: '', decoding: 'async', src })
        image.addEventListener('error', () => onError(target as HTMLElement))
        target.querySelector('.frame')?.append(image)
      }
    },
    { rootMargin: '50%' },
  )
  return {
    watch(card, src) {
      if (src === undefined) sources.delete(card)
      else sources.set(card, src)
      observer.unobserve(card)
      observer.observe(card)
    },
    forget(card) {
      observer.unobserve(card)
    },
  }
}

/** Fills the card of an entry again. */
export function fillCard(card: HTMLElement, entry: Entry): void {
  card.dataset['tone'] = entry.tone ?? ''
  const caption = make('div', { class: 'caption' }, entry.title)
  // The space parts the words for who speaks them.
  const state = entry.state === undefined ? [] : [' ', make('div', { class: 'state' }, entry.state)]
  card.replaceChildren(make('div', { class: 'frame' }), caption, ...state)
  const spoken = [entry.title, entry.state, entry.name, entry.cost].filter(Boolean)
  card.setAttribute('aria-label', spoken.join(', '))
}
