import { blankOut, indentOf, isBlank } from './blank.ts'

/** Directives whose content is shown as it is. */
const verbatim =
  /^\.\. (?:code|code-block|sourcecode|parsed-literal|raw|literalinclude|math|highlight|productionlist):: ?/
const directive = /^\.\. (?:\|[^|\n]+\| )?[\w:.+-]+::(?: |$)/
const definition = /^\.\. (?:_|\[|\|)/

/** Blanks out literal blocks and comments of reStructuredText. */
export function hideRestructuredtext(text: string): string {
  let hiddenBelow: number | undefined
  return text
    .split('\n')
    .map((line) => {
      if (isBlank(line)) return line
      const indent = indentOf(line)
      if (hiddenBelow !== undefined && indent > hiddenBelow) return blankOut(line)
      hiddenBelow = undefined
      const bare = line.trim()
      const isMarkup = /^\.\.(?: |$)/.test(bare)
      if (isMarkup && !directive.test(bare) && !definition.test(bare)) {
        hiddenBelow = indent
        return blankOut(line)
      }
      if (verbatim.test(bare) || (!isMarkup && bare.endsWith('::'))) hiddenBelow = indent
      return line
    })
    .join('\n')
}
