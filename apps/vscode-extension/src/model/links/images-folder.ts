/**
 * The folder that a document names for all its images, relative to the document: `:imagesdir:` of AsciiDoc. Empty
 * where there is none.
 */
export function imagesFolder(languageId: string, text: string): string {
  if (languageId !== 'asciidoc') return ''
  const value = /^:imagesdir:[ \t]+(\S[^\n]*?)[ \t]*$/m.exec(text)?.[1] ?? ''
  // Images can only be written to the project's files.
  return /^[a-z][\w+.-]*:|[{}]/i.test(value) ? '' : value.replace(/\/+$/, '')
}
