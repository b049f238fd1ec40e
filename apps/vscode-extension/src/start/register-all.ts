import type * as vscode from 'vscode'

/** A part of the extension: its name for the log, and what registers it. */
export type Part = readonly [name: string, register: () => vscode.Disposable]

/**
 * Registers each part separately, in the given order: an API that a fork of the editor lacks must not take away the parts
 * that work there.
 *
 * @param onError Called for each part that could not be registered.
 */
export function registerAll(
  parts: readonly Part[],
  onError: (name: string, error: unknown) => void,
): vscode.Disposable[] {
  return parts.flatMap(([name, register]) => {
    try {
      return [register()]
    } catch (error) {
      onError(name, error)
      return []
    }
  })
}
