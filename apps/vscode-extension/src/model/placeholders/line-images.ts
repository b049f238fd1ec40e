import { decodePath } from '../links/encode-path.ts'
import type { ImageReference } from './image-reference.ts'

const asciidoc = /(?<![\w\\])image::?([^\s[\]:][^\n[\]]*)\[((?:[^\]\\\n]|\\.)*)\]/g

/** `image::path[alt]` and `image:path[alt]`. */
export function findAsciidocImages(text: string): ImageReference[] {
  return [...text.matchAll(asciidoc)].map((match) => {
    const path = match[1] ?? ''
    const pathStart = match.index + match[0].indexOf(path, 6)
    return {
      start: match.index,
      end: match.index + match[0].length,
      alt: firstAttribute(match[2] ?? ''),
      path: decodePath(path),
      pathStart,
      pathEnd: pathStart + path.length,
    }
  })
}

/** The first positional attribute, or the one called `alt`. */
function firstAttribute(list: string): string {
  const name = /(?:^|,)\s*alt\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*))/.exec(list)
  const first = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^,=]*?)(?=,|$))/.exec(list)
  const value = name?.[1] ?? name?.[2] ?? first?.[1] ?? first?.[2] ?? ''
  return value.replace(/\\(["\]\\])/g, '$1').trim()
}

const directive =
  /^([ \t]*)\.\. (?:\|[^|\n]+\| )?(?:image|figure):: +(\S[^\n]*?)[ \t]*$((?:\n\1[ \t]+:[\w-]+:[^\n]*)*)/gm

/** `.. image:: path` with its `:alt:` option. */
export function findRestructuredtextImages(text: string): ImageReference[] {
  return [...text.matchAll(directive)].map((match) => {
    const path = match[2] ?? ''
    const pathStart = match.index + match[0].indexOf(path, match[0].indexOf(':: ') + 3)
    return {
      start: match.index,
      end: match.index + match[0].length,
      alt: /:alt:[ \t]*([^\n]*)/.exec(match[3] ?? '')?.[1]?.trim() ?? '',
      path: decodePath(path),
      pathStart,
      pathEnd: pathStart + path.length,
    }
  })
}
