import { decodePath } from '../links/encode-path.ts'
import type { ImageReference } from './image-reference.ts'
import { indentOf, isBlank } from './blank.ts'

const directive =
  /^([ \t]*)\.\. (?:\|[^|\n]+\| )?(?:image|figure):: +(\S[^\r\n]*?)[ \t]*$((?:\r?\n\1[ \t]+:[\w-]+:[^\r\n]*)*)/gm

/** `.. image:: path` with its `:alt:` option. */
export function findRestructuredtextImages(text: string): ImageReference[] {
  return [...text.matchAll(directive)].flatMap((match) => {
    const path = match[2] ?? ''
    if (continuesParagraph(text, match.index, (match[1] ?? '').length)) return []
    const pathStart = match.index + match[0].indexOf(path, match[0].indexOf(':: ') + 3)
    return {
      start: match.index,
      end: match.index + match[0].length,
      alt: /:alt:[ \t]*([^\r\n]*)/.exec(match[3] ?? '')?.[1]?.trim() ?? '',
      path: decodePath(path),
      pathStart,
      pathEnd: pathStart + path.length,
    }
  })
}

/** Right below a line of text it is text too; below the content of another directive it is not. */
function continuesParagraph(text: string, start: number, indent: number): boolean {
  const above = text.slice(text.lastIndexOf('\n', start - 2) + 1, Math.max(0, start - 1))
  return start > 0 && !isBlank(above) && indentOf(above) <= indent && !above.trimStart().startsWith('.. ')
}
