import { getParser } from '@unified-latex/unified-latex-util-parse'
import { nodesOf, type ReadImages } from './read-images.ts'

interface Node {
  readonly type: string
  readonly content?: unknown
  readonly args?: readonly { readonly openMark: string; readonly content: readonly Node[] }[]
}

/** What the format expands `\csname c_…_str\endcsname` to. Source: interface3, constants of l3str. */
const constants: Readonly<Record<string, string>> = {
  c_hash_str: '#',
  c_percent_str: '%',
  c_left_brace_str: '{',
  c_right_brace_str: '}',
  c_backslash_str: '\\',
  c_circumflex_str: '^',
  c_dollar_str: '$',
}

const parser = getParser()

/** File names of `\includegraphics`, with the macros in them expanded as TeX does. */
export const readLatex: ReadImages = (text) => {
  const macros = [...nodesOf(parser.parse(text))].filter((node) => node['content'] === 'includegraphics')
  return Promise.resolve(
    macros.map((node) => {
      const name = (node as unknown as Node).args?.findLast(({ openMark }) => openMark === '{')?.content ?? []
      return { src: expand(name), alt: '' }
    }),
  )
}

function expand(nodes: readonly Node[]): string {
  let name = ''
  let constant: string | undefined
  for (const [index, { type, content }] of nodes.entries()) {
    if (type === 'macro' && content === 'csname') constant = ''
    else if (type === 'macro' && content === 'endcsname') {
      name += constants[constant ?? ''] ?? `(no such macro: ${constant})`
      constant = undefined
    } else if (type === 'macro' && content === 'space') name += ' '
    else if (type === 'whitespace') name += nodes[index - 1]?.type === 'macro' ? '' : ' '
    else if (typeof content !== 'string' || type === 'macro') name += `(${type})`
    else if (constant === undefined) name += content
    else constant += content
  }
  return name
}
