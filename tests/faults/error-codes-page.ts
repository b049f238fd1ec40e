import { errorCodes, type FluxErrorCode } from '@fluxkit/core'
import { markdownTable } from './markdown-table.ts'

const head = ['code', 'class', 'retryable', 'charged', 'when', 'what to do']

/**
 * `docs/guides/errors.md` with the table of codes as core has it.
 * @param source `codes.ts` of core: the comment of each code has the class that is thrown, and when.
 */
export function errorsPage(page: string, source: string): string {
  const rows = (Object.keys(errorCodes) as FluxErrorCode[]).map((code) => {
    const { retryable, charged, advice } = errorCodes[code]
    const [, className, when] = new RegExp(String.raw`/\*\* (\`\w+\`): (.+) \*/\n  ${code}: `).exec(source) ?? []
    if (className === undefined || when === undefined) {
      throw new Error(
        `packages/core/src/errors/codes.ts: ${code} needs a comment like /** \`SaveError\`: When it is thrown. */`,
      )
    }
    return [`\`${code}\``, className, retryable ? 'yes' : 'no', charged, when, advice]
  })
  return page.replace(/(?<=\n## Codes\n\n)(?:\|.*\n)+/, () => markdownTable([head, ...rows]))
}
