import type * as vscode from 'vscode'

/** The texts of documents, as they were last and before the last change: who saves a document elsewhere leaves it reverted. */
export interface RecentTexts {
  note(document: vscode.TextDocument): void
  /** Does another document read as this one does, or did before its last change? Saving may have trimmed it. */
  matching(uri: string, other: vscode.TextDocument): 'now' | 'before' | undefined
  keepOnly(uris: ReadonlySet<string>): void
}

/** Longer documents would cost too much memory, and time at each key stroke. */
const maxLength = 1_000_000

export function createRecentTexts(): RecentTexts {
  const texts = new Map<string, { readonly now: string; readonly before: string }>()
  return {
    note(document) {
      const uri = document.uri.toString()
      const text = document.getText()
      if (text.length > maxLength) texts.delete(uri)
      else texts.set(uri, { now: text, before: texts.get(uri)?.now ?? text })
    },
    matching(uri, other) {
      const known = texts.get(uri)
      if (known === undefined) return undefined
      const text = bare(other.getText())
      // Every new file is empty: only of a document without a file does that say anything, and not when it is left behind empty.
      if (text === '' && (bare(known.before) !== '' || !uri.startsWith('untitled:'))) return undefined
      if (bare(known.now) === text) return 'now'
      return bare(known.before) === text ? 'before' : undefined
    },
    keepOnly(uris) {
      for (const uri of texts.keys()) if (!uris.has(uri)) texts.delete(uri)
    },
  }
}

function bare(text: string): string {
  return text.replace(/[ \t\r]+$/gm, '').trimEnd()
}
