import * as vscode from 'vscode'
import type { Log } from './log.ts'

/**
 * Registers each part separately, in the given order: an API that a fork of the editor lacks, or that fails there, must not take
 * away the parts that work. What can't be registered is logged under its name.
 */
export function registerEach(
  log: Pick<Log, 'error'>,
  parts: Readonly<Record<string, () => { dispose(): unknown }>>,
): vscode.Disposable {
  const registered = Object.entries(parts).flatMap(([name, register]) => {
    try {
      return [register()]
    } catch (error) {
      log.error(`registration of ${name}`, error)
      return []
    }
  })
  return vscode.Disposable.from(...registered)
}
