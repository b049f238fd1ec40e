import * as vscode from 'vscode'
import { contextKeys } from '../../contributions.ts'

/** Each holds two pictures in memory. */
const maxKept = 5

/**
 * Replacements of this window that can be taken back. The editor's own Undo does not reach files that an extension has
 * changed, so the key for it runs our command where a replaced picture is shown.
 */
export interface Replacements {
  /** @param undo Called until it succeeds. */
  keep(original: vscode.Uri, undo: () => Promise<void>): Promise<void>
  /** Takes back the one of a picture, or the last. @returns The picture; `undefined` when there is none */
  undo(original?: vscode.Uri): Promise<vscode.Uri | undefined>
}

export function createReplacements(): Replacements {
  const kept = new Map<string, { readonly original: vscode.Uri; readonly undo: () => Promise<void> }>()
  const show = (): Thenable<unknown> => {
    // The window may run on another system than the files.
    const paths = [...kept.values()].flatMap(({ original: { fsPath, path } }) => [fsPath, path.replaceAll('/', '\\')])
    return vscode.commands.executeCommand('setContext', contextKeys.replacedPaths, paths)
  }
  return {
    async keep(original, undo) {
      const key = original.toString()
      kept.delete(key)
      kept.set(key, { original, undo })
      const [oldest] = kept.keys()
      if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest)
      await show()
    },
    async undo(original) {
      const key = original === undefined ? [...kept.keys()].at(-1) : original.toString()
      const found = key === undefined ? undefined : kept.get(key)
      if (key === undefined || found === undefined) return undefined
      // At once, so that a second key stroke takes nothing back twice; a disk that is full must not cost the original.
      kept.delete(key)
      try {
        await found.undo()
      } catch (error) {
        if (!kept.has(key)) kept.set(key, found)
        throw error
      } finally {
        await show()
      }
      return found.original
    },
  }
}
