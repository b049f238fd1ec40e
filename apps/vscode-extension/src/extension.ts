import type * as vscode from 'vscode'
import { registerAgentTools } from './start/register-agent-tools.ts'
import { registerAgents } from './start/register-agents.ts'
import { registerEdit } from './start/register-edit.ts'
import { registerGallery } from './start/register-gallery.ts'
import { registerGenerate } from './start/register-generate.ts'
import { registerHistory } from './start/register-history.ts'
import { registerKey } from './start/register-key.ts'
import { registerPlaceholders } from './start/register-placeholders.ts'
import { registerRecovery } from './start/register-recovery.ts'
import { registerRenames } from './start/register-renames.ts'
import { registerStatus } from './start/register-status.ts'
import { registerEach } from './platform/register-each.ts'
import { createServices, type Services } from './services.ts'

let services: Services | undefined

/** Wires the parts; the only work at start is a look for unfinished jobs. */
export function activate(context: vscode.ExtensionContext): void {
  const shared = createServices(context)
  services = shared
  context.subscriptions.push(
    shared,
    // What brings paid images home comes first.
    registerEach(shared.log, {
      recovery: () => registerRecovery(shared),
      key: () => registerKey(shared),
      generate: () => registerGenerate(shared),
      edit: () => registerEdit(shared),
      gallery: () => registerGallery(shared),
      history: () => registerHistory(shared),
      renames: () => registerRenames(shared),
      placeholders: () => registerPlaceholders(shared),
      status: () => registerStatus(shared),
      agents: () => registerAgents(shared),
      tools: () => registerAgentTools(shared),
    }),
  )
}

/** Leaves running jobs to the next start or to another window. */
export async function deactivate(): Promise<void> {
  await services?.close()
  services = undefined
}
