import { syntaxOf } from '../links/link-syntax.ts'
import { findAsciidocImages } from './asciidoc-images.ts'
import { hideAsciidoc } from './hide-asciidoc.ts'
import { hideMarkdown } from './hide-markdown.ts'
import { hideMarkup, hideScriptComments } from './hide-markup.ts'
import { hideRestructuredtext } from './hide-restructuredtext.ts'
import type { ImageReference } from './image-reference.ts'
import { placeholderLanguages } from './languages.ts'
import { findMarkdownImages } from './markdown-images.ts'
import { findRestructuredtextImages } from './restructuredtext-images.ts'
import { findTagImages } from './tag-images.ts'

/**
 * Every image in a document, in the order of the text, without those in code and comments; none for languages that
 * are not in `placeholderLanguages`.
 */
export function findImages(languageId: string, text: string): ImageReference[] {
  if (!placeholderLanguages.includes(languageId)) return []
  switch (syntaxOf(languageId)) {
    case 'markdown': {
      const visible = hideMarkdown(text, languageId === 'mdx')
      const images = [...findMarkdownImages(visible, text), ...findTagImages(visible)]
      return images.toSorted((a, b) => a.start - b.start)
    }
    case 'html':
      return findTagImages(hideMarkup(text))
    case 'jsx':
      return findTagImages(hideScriptComments(text), true)
    case 'asciidoc':
      return findAsciidocImages(hideAsciidoc(text))
    case 'restructuredtext':
      return findRestructuredtextImages(hideRestructuredtext(text))
    default:
      return []
  }
}

/** An image that could be made here: its text is a prompt, its path a file of the workspace. */
export function isFillable({ alt, path }: ImageReference): boolean {
  const isLocal = path !== '' && !/^[a-z][\w+.-]*:|^\/\/|^#|[{}$\0]/i.test(path)
  return isLocal && alt !== '' && /\.(png|jpe?g|webp)$|\/[^./]+$|^[^./]+$/i.test(path)
}
