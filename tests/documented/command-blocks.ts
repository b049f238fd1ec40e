/** A command line that a page shows for people to type. */
export interface DocumentedCommand {
  readonly file: string
  readonly line: number
  /** Word for word, without its comment. */
  readonly command: string
}

/** The lines of all shell blocks of a Markdown file; blocks of other languages and comments are left out. */
export function commandsOf(file: string, text: string): DocumentedCommand[] {
  const commands: DocumentedCommand[] = []
  let block: { readonly fence: string; readonly isShell: boolean } | undefined
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, fence = '', language = ''] = /^\s*(```+|~~~+)\s*(\S*)/.exec(line) ?? []
    if (block === undefined && fence !== '') {
      block = { fence, isShell: /^(?:sh|bash|shell|console|zsh)$/.test(language) }
    } else if (block !== undefined && fence === block.fence && language === '') block = undefined
    else if (block?.isShell) {
      const command = line.replace(/(?:^|\s+)#.*$/, '').trim()
      if (command !== '') commands.push({ file, line: index + 1, command })
    }
  }
  return commands
}
