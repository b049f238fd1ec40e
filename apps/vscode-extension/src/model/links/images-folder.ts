/**
 * The folder that a document names for all its pictures, relative to the document: `:imagesdir:` of AsciiDoc. Empty
 * where there is none.
 */
export function imagesFolder(languageId: string, text: string): string {
  if (languageId !== 'asciidoc') return ''
  const value = /^:imagesdir:[ \t]+(\S[^\n]*?)[ \t]*$/m.exec(text)?.[1] ?? ''
  // Another place than the project's files is none that pictures could be written to.
  return /^[a-z][\w+.-]*:|[{}]/i.test(value) ? '' : value.replace(/\/+$/, '')
}
