import { parseSync } from 'oxc-parser'

/** One import or re-export of a module. */
export interface SourceImport {
  specifier: string
  /** 1-based. */
  line: number
  /** `import type` and `export type`: gone when the program runs. */
  typeOnly: boolean
  /** `import('…')`: read when it is reached, not when the file is. */
  dynamic: boolean
}

/**
 * The modules that a TypeScript or JavaScript file imports or re-exports. Dynamic imports count when their specifier is
 * written out.
 *
 * @throws {Error} When the file does not parse.
 */
export function sourceImports(path: string, text: string): SourceImport[] {
  const { module, errors } = parseSync(path, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${path}: ${error.message}`)
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length

  const statics = module.staticImports.map((found) => ({
    specifier: found.moduleRequest.value,
    line: lineAt(found.start),
    typeOnly: found.entries.length > 0 && found.entries.every((entry) => entry.isType),
    dynamic: false,
  }))
  const reexports = module.staticExports.flatMap((found) => {
    const [entry] = found.entries
    if (entry?.moduleRequest == null) return []
    const typeOnly = found.entries.every(({ isType }) => isType)
    return [{ specifier: entry.moduleRequest.value, line: lineAt(found.start), typeOnly, dynamic: false }]
  })
  const dynamics = module.dynamicImports.flatMap((found) => {
    const written = /^(['"`])([^'"`$]+)\1$/.exec(text.slice(found.moduleRequest.start, found.moduleRequest.end))
    if (written?.[2] === undefined) return []
    return [{ specifier: written[2], line: lineAt(found.start), typeOnly: false, dynamic: true }]
  })
  return [...statics, ...reexports, ...dynamics].toSorted((one, other) => one.line - other.line)
}
