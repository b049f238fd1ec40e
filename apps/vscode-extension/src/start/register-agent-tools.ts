import * as vscode from 'vscode'
import { tools } from '../contributions.ts'
import { loadOnce } from '../platform/load-once.ts'
import { toolRegistration } from '../platform/optional-apis.ts'
import type { Services } from '../services.ts'
import type { AgentTools } from '../features/agent-tools/agent-tools.ts'

/** The tools of agents; their code is loaded when the first one is called. Some forks of the editor have no tools. */
export function registerAgentTools(services: Services): vscode.Disposable {
  const registerTool = toolRegistration()
  if (registerTool === undefined) return new vscode.Disposable(() => undefined)
  const load = loadOnce(async () => {
    const { createAgentTools } = await import('../features/agent-tools/agent-tools.ts')
    return createAgentTools(services)
  })
  const register = (name: keyof AgentTools): vscode.Disposable =>
    registerTool<object>(tools[name], {
      prepareInvocation: async (options, token) => (await load())[name].prepareInvocation?.(options, token),
      invoke: async (options, token) => (await load())[name].invoke(options, token),
    })
  return vscode.Disposable.from(register('generate'), register('edit'))
}
