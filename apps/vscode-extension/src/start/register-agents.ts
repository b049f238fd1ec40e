import type * as vscode from 'vscode'
import { commands } from '../contributions.ts'
import type { Services } from '../services.ts'
import { registerLazily } from '../platform/lazy-commands.ts'

/** The set-up of agents that do not see the tools of this extension. */
export function registerAgents(services: Services): vscode.Disposable {
  return registerLazily(services.log, { setUpAgents: commands.setUpAgents }, async () => {
    const { setUpAgents } = await import('../features/agent-tools/set-up-agents.ts')
    // Callers may pass arguments: none of them is a machine.
    return { setUpAgents: () => setUpAgents() }
  })
}
