/** Languages whose images carry a text that can serve as a prompt. */
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
