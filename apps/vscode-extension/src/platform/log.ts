import { isFluxError } from '@fluxkit/core'
import * as vscode from 'vscode'

/** The log of the extension. Takes fixed sentences, ids and codes; texts of people and tokens have no way in. */
export interface Log extends vscode.Disposable {
  info(message: string): void
  /** An error with its code, status and ids. */
  error(what: string, error: unknown): void
  show(): void
}

/** The channel opens with its first entry: most windows have nothing to report. */
export function createLog(): Log {
  let opened: vscode.LogOutputChannel | undefined
  const channel = (): vscode.LogOutputChannel =>
    (opened ??= vscode.window.createOutputChannel('Fluxkit', { log: true }))
  return {
    info: (message) => channel().info(message),
    error(what, error) {
      // Messages of core hold neither token nor prompt; those of others may hold anything, so only their kind is logged.
      const shown = error instanceof Error ? error.name : typeof error
      try {
        channel().error(`${what}: ${isFluxError(error) ? error.message : shown}`)
      } catch {
        // Without a channel, there is nowhere to report it, and the code that reports an error continues.
      }
    },
    show: () => channel().show(),
    dispose: () => opened?.dispose(),
  }
}
