import type * as vscode from 'vscode'
import type { UntitledLink } from '../features/insert/untitled-links.ts'

/** Loads the code only when it is needed: most windows never write a link. */
export async function repairLinks(document: vscode.TextDocument, links: readonly UntitledLink[]): Promise<void> {
  const onDemand = await import('../features/insert/repair-links.ts')
  await onDemand.repairLinks(document, links)
}
