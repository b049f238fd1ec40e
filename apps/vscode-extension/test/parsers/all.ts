import { readAsciidoc } from './asciidoc.ts'
import { readCss } from './css.ts'
import { readAstro, readHtml, readJsx, readSvelte, readVue } from './html.ts'
import { readLatex } from './latex.ts'
import { readMarkdown, readMdx } from './markdown.ts'
import type { ReadImages } from './read-images.ts'

/** A language of the editor with its own parser, and what makes a whole document of a piece of its text. */
export interface RealLanguage {
  readonly id: string
  readonly read: ReadImages
  readonly wrap?: (text: string) => string
}

export const realLanguages: readonly RealLanguage[] = [
  { id: 'markdown', read: readMarkdown },
  { id: 'mdx', read: readMdx },
  { id: 'html', read: readHtml },
  { id: 'vue', read: readVue, wrap: (text) => `<template>\n<div>\n${text}\n</div>\n</template>\n` },
  { id: 'svelte', read: readSvelte },
  { id: 'astro', read: readAstro },
  {
    id: 'typescriptreact',
    read: readJsx,
    wrap: (text) => `export const page = (\n  <div>\n${text}\n  </div>\n)\n`,
  },
  { id: 'asciidoc', read: readAsciidoc },
  { id: 'latex', read: readLatex },
  { id: 'css', read: readCss, wrap: (text) => `a { background: ${text} }` },
]
