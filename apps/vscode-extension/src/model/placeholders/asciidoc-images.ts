import { imagesFolder } from '../links/images-folder.ts'
import { decodePath } from '../links/encode-path.ts'
import type { ImageReference } from './image-reference.ts'

/** A block begins where no paragraph continues: after a blank line, a title, attributes, a delimiter, another block. */
const block =
  /(?<=^(?:[^\S\n]*|\.\S[^\n]*|\[[^\n]*\]|image::[^\n]*|={4,}|\*{4,}|_{4,}|--|\|===)\n|^(?![\s\S]*\n))image::([^\s[](?:[^\n[]*[^\s[])?)\[([^\n]*)\][^\S\n]*$/gm
const inline = /(?<![\w\\])image:(?!:)([^\s[:](?:[^\n[]*[^\s[])?)\[((?:[^\]\\\n]|\\.)*)\]/g

/** `image::path[alt]` and `image:path[alt]`, below the folder that the document names for images. */
export function findAsciidocImages(text: string): ImageReference[] {
  const folder = imagesFolder('asciidoc', text)
  const blocks = [...text.matchAll(block)].map((match) => reference(match, (list) => list, folder))
  const inlines = [...text.matchAll(inline)].map((match) => reference(match, unescapeBracket, folder))
  return [...blocks, ...inlines].toSorted((a, b) => a.start - b.start)
}

function unescapeBracket(list: string): string {
  return list.replace(/\\\]/g, ']')
}

function reference(match: RegExpExecArray, listOf: (text: string) => string, folder: string): ImageReference {
  const path = match[1] ?? ''
  const pathStart = match.index + match[0].indexOf(path, match[0].lastIndexOf(':', match[0].indexOf(path)))
  const decoded = decodePath(path)
  const isElsewhere = folder === '' || /^(?:\/|[a-z][\w+.-]*:)/i.test(decoded)
  return {
    start: match.index,
    end: match.index + match[0].trimEnd().length,
    alt: alternative(listOf(match[2] ?? '')),
    path: isElsewhere ? decoded : `${folder}/${decoded}`,
    pathStart,
    pathEnd: pathStart + path.length,
  }
}

const attribute =
  /\s*(?:([\w-]+)\s*=\s*)?(?:"((?:[^"]|(?<=\\)")*)(?<!\\)"(?=\s*(?:,|$))|'((?:[^']|(?<=\\)')*)(?<!\\)'(?=\s*(?:,|$))|([^,]*))\s*(?:,|$)/y

/** The attribute called `alt`, or the first that has no name. */
function alternative(list: string): string {
  let first: string | undefined
  for (attribute.lastIndex = 0; attribute.lastIndex < list.length;) {
    const match = attribute.exec(list)
    if (match === null) break
    const [, name, double, single, plain] = match
    const value = double?.replace(/\\"/g, '"') ?? single?.replace(/\\'/g, "'") ?? plain ?? ''
    if (name === 'alt') return withReferences(value)
    if (match.index === 0 && name === undefined) first = value
  }
  return withReferences(first ?? '')
}

function withReferences(value: string): string {
  return value.replace(/\\\{/g, '{').trim()
}
