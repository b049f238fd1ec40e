import { isFluxError } from '@fluxkit/core'
import * as vscode from 'vscode'
import { settings } from '../../contributions.ts'
import { failureText } from '../../model/failures/failure-text.ts'
import { failureOf } from '../../model/jobs/job-failure.ts'
import { readSettings } from '../../platform/settings.ts'
import type { TokenKind } from '../../platform/tokens.ts'
import type { Services } from '../../services.ts'
import { inputToken } from './input-token.ts'
import { t, texts } from '../../platform/t.ts'

export interface KeyCommands {
  /** @param argument `'platform'` asks for the token of uploads. */
  setToken(argument?: unknown): Promise<void>
  removeToken(): Promise<void>
  checkConnection(): Promise<void>
  useSandbox(argument?: unknown): Promise<void>
}

export function createKeyCommands(services: Services): KeyCommands {
  const { tokens, log } = services

  async function setToken(argument?: unknown): Promise<void> {
    const kind: TokenKind = argument === 'platform' ? 'platform' : 'api'
    const token = await inputToken(kind)
    if (token === undefined) return
    await tokens.set(kind, token)
    log.info(`${kind} token was set`)
    if (readSettings.sandbox() && kind === 'api') await setSandbox(false)
    if (kind === 'api') await checkConnection()
    else void vscode.window.showInformationMessage(t('platformTokenSet'))
  }

  async function removeToken(): Promise<void> {
    await tokens.remove('api')
    await tokens.remove('platform')
    log.info('tokens were removed')
    const isInEnvironment = (await tokens.placeOf('api')) === 'environment'
    void vscode.window.showInformationMessage(isInEnvironment ? t('tokenRemovedEnvironment') : t('tokenRemoved'))
  }

  async function checkConnection(): Promise<void> {
    const place = await tokens.placeOf('api')
    if (place === undefined) {
      const set = t('setToken')
      const message = t('noTokenSet')
      if ((await vscode.window.showWarningMessage(message, set)) === set) await setToken()
      return
    }
    try {
      const client = await services.client()
      const check = client.checkConnection()
      const title = t('checkingConnection')
      const { latencyMs } = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title },
        () => check,
      )
      const where = place === 'secrets' ? t('tokenOfEditor') : t('tokenOfEnvironment')
      void vscode.window.showInformationMessage(t('connected', { ms: Math.round(latencyMs), token: where }))
    } catch (error) {
      log.error('check of the connection', error)
      const failure = failureOf(error)
      const text = isFluxError(error) ? failureText(failure, texts()).message : failure.summary
      const set = t('setToken')
      if ((await vscode.window.showErrorMessage(text, set)) === set) await setToken()
    }
  }

  async function setSandbox(isOn: boolean): Promise<void> {
    const target = vscode.ConfigurationTarget.Global
    await vscode.workspace.getConfiguration('fluxkit').update(settings.sandbox, isOn, target)
  }

  /** @param argument `true` switches on; anything else switches over. */
  async function useSandbox(argument?: unknown): Promise<void> {
    const isOn = argument === true || !readSettings.sandbox()
    await setSandbox(isOn)
    void vscode.window.showInformationMessage(isOn ? t('sandboxOn') : t('sandboxOff'))
  }

  return { setToken, removeToken, checkConnection, useSandbox }
}
