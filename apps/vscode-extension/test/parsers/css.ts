import { type CssNode, parse } from 'css-tree'
import { nodesOf, type ReadImages, seen } from './read-images.ts'

export const readCss: ReadImages = (text) => {
  const tree: CssNode = parse(text, {
    onParseError: (error) => {
      throw error
    },
  })
  const nodes = [...nodesOf(JSON.parse(JSON.stringify(tree)))]
  return Promise.resolve(nodes.flatMap((node) => (node['type'] === 'Url' ? seen(node['value'], '') : [])))
}
