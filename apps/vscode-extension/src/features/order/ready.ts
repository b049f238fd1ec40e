import * as vscode from 'vscode'
import { commands } from '../../contributions.ts'
import type { Services } from '../../services.ts'

/** Makes sure that there is a token or the sandbox, asking for one of them. */
export async function ensureReady(services: Services): Promise<boolean> {
  if (await services.isReady()) return true
  const set = vscode.l10n.t('Set API Token')
  const sandbox = vscode.l10n.t('Use Sandbox')
  const message = vscode.l10n.t(
    'Fluxkit needs an API token. The sandbox draws labelled placeholder pictures without one.',
  )
  const answer = await vscode.window.showInformationMessage(message, set, sandbox)
  if (answer === set) await vscode.commands.executeCommand(commands.setToken)
  else if (answer === sandbox) await vscode.commands.executeCommand(commands.useSandbox, true)
  else return false
  return services.isReady()
}
