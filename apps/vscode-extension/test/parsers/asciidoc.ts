import { convert, load } from '@asciidoctor/core'
import { readHtml } from './html.ts'
import { type ReadImages, seen } from './read-images.ts'

/** All images of the page. Its typography has curved the apostrophes of alternative texts, among other things. */
export const readAsciidoc: ReadImages = async (text) => {
  const page = await convert(text)
  return readHtml(typeof page === 'string' ? page : '')
}

/** Images that are blocks, with their texts as they were written. */
export const readAsciidocBlocks: ReadImages = async (text) => {
  const document = await load(text)
  const blocks = document.findBy({ context: 'image' })
  return blocks.flatMap((block) => seen(block.getAttribute('target'), block.getAttribute('alt')))
}
