import * as vscode from 'vscode'
import type { Allowance } from '../model/cost/allowance.ts'

/** In a small file that all windows of a machine share. One that cannot be read allows nothing. */
export function createAllowance(file: vscode.Uri): Allowance {
  const { fs } = vscode.workspace
  return {
    async read() {
      try {
        const text = new TextDecoder().decode(await fs.readFile(file))
        const { allowedSinceMs } = JSON.parse(text) as { readonly allowedSinceMs?: unknown }
        return typeof allowedSinceMs === 'number' ? allowedSinceMs : -Infinity
      } catch {
        return -Infinity
      }
    },
    async write(sinceMs) {
      // JSON has no infinity: `null` is never.
      await fs.writeFile(file, new TextEncoder().encode(JSON.stringify({ allowedSinceMs: sinceMs })))
    },
  }
}
