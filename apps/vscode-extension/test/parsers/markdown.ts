import MarkdownIt from 'markdown-it'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { readHtml } from './html.ts'
import { nodesOf, type ReadImages, seen, type SeenImage } from './read-images.ts'

const markdown = new MarkdownIt({ html: true })
const mdx = unified().use(remarkParse).use(remarkMdx)

interface Token {
  readonly type: string
  readonly content: string
  readonly children: readonly Token[] | null
  attrGet(name: string): string | null
}

/** The parser of the editor's preview; images that stand as HTML are read as HTML. */
export const readMarkdown: ReadImages = async (text) => {
  const found: SeenImage[] = []
  const walk = async (tokens: readonly Token[]): Promise<void> => {
    for (const token of tokens) {
      if (token.type === 'image') found.push(...seen(token.attrGet('src'), textOf(token)))
      else if (token.type.startsWith('html_')) found.push(...(await readHtml(token.content)))
      else await walk(token.children ?? [])
    }
  }
  await walk(markdown.parse(text, {}))
  return found
}

/** Its renderer drops escaped characters of alternative texts; the tokens hold them. */
function textOf({ content, children, type }: Token): string {
  if (type === 'softbreak') return ' '
  return type === 'image' || children !== null ? (children ?? []).map(textOf).join('') : content
}

export const readMdx: ReadImages = (text) => {
  const found: SeenImage[] = []
  const tree = mdx.parse(text)
  const definitions = new Map<unknown, unknown>()
  for (const node of nodesOf(tree)) if (node['type'] === 'definition') definitions.set(node['identifier'], node['url'])
  for (const node of nodesOf(tree)) {
    if (node['type'] === 'image') found.push(...seen(node['url'], node['alt']))
    if (node['type'] === 'imageReference') found.push(...seen(definitions.get(node['identifier']), node['alt']))
    if (!String(node['type']).startsWith('mdxJsx') || node['name'] !== 'img') continue
    const attributes = node['attributes'] as { name: string; value: unknown }[]
    const value = (name: string): unknown => attributes.find((each) => each.name === name)?.value
    found.push(...seen(value('src'), value('alt')))
  }
  return Promise.resolve(found)
}
