import * as vscode from 'vscode'
import { commands } from '../../contributions.ts'
import type { Services } from '../../services.ts'
import { back, stepPick } from '../questions/step-pick.ts'
import { openTokenPage } from '../key/ask-token.ts'

type Way = vscode.QuickPickItem & { readonly way: 'sandbox' | 'token' | 'page' }

/** Makes sure that there is a token or the sandbox: offers the ways to get on where the person is, and stays until they choose. */
export async function ensureReady(services: Services): Promise<boolean> {
  if (await services.isReady()) return true
  const title = vscode.l10n.t('Fluxkit needs an API token, or the sandbox')
  const answer = await stepPick(ways(), { title, placeholder: vscode.l10n.t('How do you want to go on?') })
  if (answer === undefined || answer === back) return false
  if (answer.way === 'page') await openTokenPage('api')
  if (answer.way === 'sandbox') await vscode.commands.executeCommand(commands.useSandbox, true)
  else await vscode.commands.executeCommand(commands.setToken)
  return services.isReady()
}

function ways(): Way[] {
  return [
    {
      label: `$(beaker) ${vscode.l10n.t('Use Sandbox')}`,
      detail: vscode.l10n.t('Draws labelled placeholder images on this machine, without an account and free.'),
      way: 'sandbox',
    },
    {
      label: `$(key) ${vscode.l10n.t('Enter Token')}`,
      detail: vscode.l10n.t('It is kept in the secret storage of the editor.'),
      way: 'token',
    },
    {
      label: `$(link-external) ${vscode.l10n.t('Get a Token')}`,
      detail: vscode.l10n.t('Opens the page of your tokens; then enter the one you made.'),
      way: 'page',
    },
  ]
}
