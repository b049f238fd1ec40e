import { parse as parseAstro } from '@astrojs/compiler'
import { parse as parseJsx } from '@babel/parser'
import { parse as parseVue } from '@vue/compiler-sfc'
import { parse } from 'parse5'
import { parse as parseSvelte } from 'svelte/compiler'
import { nodesOf, type ReadImages, seen } from './read-images.ts'

interface Attribute {
  readonly name: string
  readonly value: string
}

export const readHtml: ReadImages = (text) =>
  Promise.resolve(
    [...nodesOf(withoutParents(parse(text)))].flatMap((node) => {
      if (node['nodeName'] !== 'img') return []
      const attributes = node['attrs'] as Attribute[]
      const value = (name: string): unknown => attributes.find((each) => each.name === name)?.value
      return seen(value('src'), value('alt'))
    }),
  )

function withoutParents(tree: object): unknown {
  return JSON.parse(JSON.stringify(tree, (name, value: unknown) => (name === 'parentNode' ? undefined : value)))
}

/** The template of a component. */
export const readVue: ReadImages = (text) => {
  const { descriptor } = parseVue(text, { sourceMap: false })
  const tree = descriptor.template?.ast
  const images = [...nodesOf(tree?.children)].flatMap((node) => {
    if (node['tag'] !== 'img') return []
    const props = node['props'] as { type: number; name: string; value?: { content: string } }[]
    // Type 6 is an attribute, type 7 a directive such as `:src`.
    const value = (name: string): unknown => props.find((each) => each.type === 6 && each.name === name)?.value?.content
    return seen(value('src'), value('alt'))
  })
  return Promise.resolve(images)
}

export const readSvelte: ReadImages = (text) => {
  const tree = parseSvelte(text, { modern: true })
  const images = [...nodesOf(tree.fragment)].flatMap((node) => {
    if (node['type'] !== 'RegularElement' || node['name'] !== 'img') return []
    const attributes = node['attributes'] as { name: string; value: unknown }[]
    const value = (name: string): unknown => {
      const parts = attributes.find((each) => each.name === name)?.value
      if (!Array.isArray(parts) || parts.some((part) => (part as { type: string }).type !== 'Text')) return undefined
      return parts.map((part) => (part as { data: string }).data).join('')
    }
    return seen(value('src'), value('alt'))
  })
  return Promise.resolve(images)
}

export const readAstro: ReadImages = async (text) => {
  const { ast } = await parseAstro(text, { position: false })
  return [...nodesOf(ast)].flatMap((node) => {
    if (node['type'] !== 'element' || node['name'] !== 'img') return []
    const attributes = node['attributes'] as { kind: string; name: string; value: string }[]
    const value = (name: string): unknown =>
      attributes.find((each) => each.name === name && each.kind === 'quoted')?.value
    return seen(value('src'), value('alt'))
  })
}

export const readJsx: ReadImages = (text) => {
  const tree = parseJsx(text, { sourceType: 'module', plugins: ['jsx', 'typescript'] })
  const images = [...nodesOf(tree.program)].flatMap((node) => {
    if (node['type'] !== 'JSXOpeningElement' || (node['name'] as { name?: string }).name !== 'img') return []
    const attributes = node['attributes'] as { name?: { name: string }; value?: Literal }[]
    const value = (name: string): unknown => literalOf(attributes.find((each) => each.name?.name === name)?.value)
    return seen(value('src'), value('alt'))
  })
  return Promise.resolve(images)
}

interface Literal {
  readonly type: string
  readonly value?: unknown
  readonly expression?: Literal
}

function literalOf(value: Literal | undefined): unknown {
  if (value?.type === 'JSXExpressionContainer') return literalOf(value.expression)
  return value?.type === 'StringLiteral' ? value.value : undefined
}
