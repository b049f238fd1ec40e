import { syntaxOf } from '../links/link-syntax.ts'
import { withoutCode } from './ignored-ranges.ts'
import type { ImageReference } from './image-reference.ts'
import { findAsciidocImages, findRestructuredtextImages } from './line-images.ts'
import { findMarkdownImages } from './markdown-images.ts'
import { findTagImages } from './tag-images.ts'

/** Languages whose pictures carry a text that can serve as a prompt. */
export const placeholderLanguages: readonly string[] = [
  'markdown',
  'mdx',
  'quarto',
  'rmd',
  'html',
  'vue',
  'svelte',
  'astro',
  'php',
  'handlebars',
  'razor',
  'javascriptreact',
  'typescriptreact',
  'asciidoc',
  'restructuredtext',
]

/** Every picture in a document, in the order of the text; none for languages that are not in the list above. */
export function findImages(languageId: string, text: string): ImageReference[] {
  if (!placeholderLanguages.includes(languageId)) return []
  const syntax = syntaxOf(languageId)
  const visible = withoutCode(text, syntax)
  switch (syntax) {
    case 'markdown':
      return [...findMarkdownImages(visible), ...findTagImages(visible)].toSorted((a, b) => a.start - b.start)
    case 'html':
    case 'jsx':
      return findTagImages(visible)
    case 'asciidoc':
      return findAsciidocImages(visible)
    case 'restructuredtext':
      return findRestructuredtextImages(visible)
    default:
      return []
  }
}

/** A picture that could be made here: its text is a prompt, its path a file of the workspace. */
export function isFillable({ alt, path }: ImageReference): boolean {
  const isLocal = path !== '' && !/^[a-z][\w+.-]*:|^\/\/|^#|[{}$\0]/i.test(path)
  return isLocal && alt !== '' && /\.(png|jpe?g|webp)$|\/[^./]+$|^[^./]+$/i.test(path)
}
