import { parseSync } from 'oxc-parser'

/** Sources: path from the root of the workspace with forward slashes, and text. */
export type Tree = ReadonlyMap<string, string>

/** One import or re-export of a module. */
export interface SourceImport {
  specifier: string
  /** 1-based. */
  line: number
  /** With the file; late, by `import('…')`; or only for its types, which are gone when the program runs. */
  loaded: 'static' | 'late' | 'type'
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

  const statics = [...module.staticImports, ...module.staticExports].flatMap((found) => {
    const source = 'moduleRequest' in found ? found.moduleRequest : found.entries[0]?.moduleRequest
    if (source == null) return []
    const isType = found.entries.length > 0 && found.entries.every((entry) => entry.isType)
    return [{ specifier: source.value, line: lineAt(found.start), loaded: isType ? 'type' : 'static' } as const]
  })
  const dynamics = module.dynamicImports.flatMap(({ start, moduleRequest }) => {
    const written = /^(['"`])([^'"`$]+)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[2]
    return written === undefined ? [] : [{ specifier: written, line: lineAt(start), loaded: 'late' } as const]
  })
  return [...statics, ...dynamics].toSorted((one, other) => one.line - other.line)
}
