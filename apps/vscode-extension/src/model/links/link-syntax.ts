import { encodePath } from './encode-path.ts'
import { escapeAsciidoc, escapeAttribute, escapeMarkdown, escapeTypst, oneLine } from './escape-alt.ts'
import { latexPath } from './latex-path.ts'

/** What to write into a document for an image. `alt` is the part that a user may want to change at once. */
export interface Link {
  readonly before: string
  readonly alt: string
  readonly after: string
}

/** How the languages of the editor write an image. */
export type LinkSyntax =
  | 'markdown'
  | 'html'
  | 'jsx'
  | 'asciidoc'
  | 'restructuredtext'
  | 'latex'
  | 'typst'
  | 'css'
  | 'plain'

const syntaxes: Readonly<Record<string, LinkSyntax>> = {
  markdown: 'markdown',
  mdx: 'markdown',
  quarto: 'markdown',
  rmd: 'markdown',
  html: 'html',
  vue: 'html',
  svelte: 'html',
  astro: 'html',
  php: 'html',
  handlebars: 'html',
  razor: 'html',
  xml: 'html',
  javascriptreact: 'jsx',
  typescriptreact: 'jsx',
  asciidoc: 'asciidoc',
  restructuredtext: 'restructuredtext',
  latex: 'latex',
  tex: 'latex',
  typst: 'typst',
  css: 'css',
  scss: 'css',
  less: 'css',
}

/** @param languageId As VS Code calls it. */
export function syntaxOf(languageId: string): LinkSyntax {
  return syntaxes[languageId] ?? 'plain'
}

/**
 * The link to an image.
 *
 * @param path Relative to the document, with `/`.
 */
export function linkTo(syntax: LinkSyntax, path: string, alt: string): Link {
  const written = pathIn(syntax, path)
  switch (syntax) {
    case 'markdown':
      return { before: '![', alt: escapeMarkdown(alt), after: `](${written})` }
    case 'html':
      return { before: `<img src="${written}" alt="`, alt: escapeAttribute(alt), after: '">' }
    case 'jsx':
      return { before: `<img src="${written}" alt="`, alt: escapeAttribute(alt), after: '" />' }
    case 'asciidoc':
      return { before: `image::${written}[`, alt: escapeAsciidoc(alt), after: ']' }
    case 'restructuredtext':
      return { before: `.. image:: ${written}\n   :alt: `, alt: oneLine(alt), after: '' }
    case 'latex':
      return { before: `\\includegraphics{${written}}`, alt: '', after: '' }
    case 'typst':
      return { before: `#image("${written}", alt: "`, alt: escapeTypst(alt), after: '")' }
    case 'css':
      return { before: `url("${written}")`, alt: '', after: '' }
    case 'plain':
      return { before: written, alt: '', after: '' }
  }
}

/** A path as it stands within a link. */
export function pathIn(syntax: LinkSyntax, path: string): string {
  if (syntax === 'plain') return path
  if (syntax === 'latex') return latexPath(path)
  return syntax === 'typst' ? escapeTypst(path) : encodePath(path)
}

/** The link as plain text. */
export function linkText({ before, alt, after }: Link): string {
  return before + alt + after
}
