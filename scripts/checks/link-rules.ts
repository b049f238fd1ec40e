import { posix } from 'node:path'
import type { Home, TextFile } from './metadata-rules.ts'

/** What a check of links knows of the repository. */
export interface LinkFacts {
  readonly home: Home
  /** Is it a file or folder under version control? Paths are those from the root. */
  readonly exists: (path: string) => boolean
  /** Text of a Markdown file. */
  readonly read: (path: string) => string
  /** Folders of packages on npm: their READMEs stand there by themselves. */
  readonly onNpm: readonly string[]
}

/** Links of a Markdown file that lead nowhere, on GitHub or where npm shows it, as `line: sentence`. */
export function linkComplaints({ path, text }: TextFile, facts: LinkFacts): string[] {
  const isOnNpm = facts.onNpm.some((folder) => path === `${folder}/README.md`)
  return linksOf(text).flatMap(({ target, line }) => {
    const isAbsolute = /^[a-z][a-z\d+.-]*:/i.test(target)
    if (isOnNpm && !isAbsolute && !target.startsWith('#'))
      return [`${line}: ${target} leads nowhere on npm; write the whole address`]
    const found = isAbsolute ? inRepository(target, facts.home) : target
    if (found === undefined) return []
    const [file = '', anchor] = found.split('#')
    const decoded = decodeURIComponent(file)
    const wanted = decoded === '' ? path : isAbsolute ? decoded : posix.join(posix.dirname(path), decoded)
    if (!facts.exists(wanted.replace(/\/$/, ''))) return [`${line}: ${target} leads nowhere`]
    if (anchor === undefined || !wanted.endsWith('.md')) return []
    return anchorsOf(facts.read(wanted)).has(anchor) ? [] : [`${line}: ${target}: there is no such heading`]
  })
}

/** The path behind our own address repository, undefined for other addresses and other pages of it. */
function inRepository(address: string, { owner, name }: Home): string | undefined {
  const start = `https://github.com/${owner}/${name}/`
  if (!address.startsWith(start)) return undefined
  return /^(?:blob|tree|raw)\/main\/(.+)$/.exec(address.slice(start.length))?.[1]
}

/** Links and images of Markdown outside of code. */
function linksOf(text: string): { readonly target: string; readonly line: number }[] {
  return withoutCode(text)
    .split('\n')
    .flatMap((line, index) =>
      Array.from(line.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g), ([, target = '']) => ({
        target,
        line: index + 1,
      })),
    )
}

/** Line numbers stay. */
function withoutCode(text: string): string {
  const blank = (code: string): string => code.replaceAll(/[^\n]/g, ' ')
  return text
    .replaceAll(/^( *)(```+|~~~+)[^\n]*\n[\s\S]*?^ *\2[ \t]*$/gm, blank)
    .replaceAll(/(`+)(?!`)[^`]*?\1/g, blank)
}

/** As GitHub names the headings of a page. */
function anchorsOf(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>()
  const headings = withoutFences(text).matchAll(/^#{1,6} +(.+?) *#*$/gm)
  return new Set(
    Array.from(headings, ([, heading = '']) => {
      const slug = heading
        .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
        .replaceAll(' ', '-')
      const count = seen.get(slug) ?? 0
      seen.set(slug, count + 1)
      return count === 0 ? slug : `${slug}-${count}`
    }),
  )
}

function withoutFences(text: string): string {
  return text.replaceAll(/^( *)(```+|~~~+)[^\n]*\n[\s\S]*?^ *\2[ \t]*$/gm, '')
}
