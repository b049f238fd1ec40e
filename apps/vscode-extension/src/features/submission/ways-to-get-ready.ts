import * as vscode from 'vscode'
import { commands } from '../../contributions.ts'
import { back, stepPick } from '../../platform/step-pick.ts'
import { openTokenPage } from '../key/input-token.ts'
import { t } from '../../platform/t.ts'

type Way = vscode.QuickPickItem & { readonly way: 'sandbox' | 'token' | 'page' }

/** Offers the ways to get a token or the sandbox where the user is, and stays until they choose. */
export async function chooseWay(): Promise<void> {
  const title = t('needsToken')
  const answer = await stepPick(ways(), { title, placeholder: t('howToContinue') })
  if (answer === undefined || answer === back) return
  if (answer.way === 'page') await openTokenPage('api')
  if (answer.way === 'sandbox') await vscode.commands.executeCommand(commands.useSandbox, true)
  else await vscode.commands.executeCommand(commands.setToken)
}

function ways(): Way[] {
  return [
    {
      label: `$(beaker) ${t('useSandbox')}`,
      detail: t('sandboxDetail'),
      way: 'sandbox',
    },
    {
      label: `$(key) ${t('enterToken')}`,
      detail: t('enterTokenDetail'),
      way: 'token',
    },
    {
      label: `$(link-external) ${t('getToken')}`,
      detail: t('getTokenDetail'),
      way: 'page',
    },
  ]
}
