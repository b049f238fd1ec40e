import { findModel, type FluxModel, type ModelAction, models, parseSize, suggestSizes } from '@fluxkit/core'
import * as vscode from 'vscode'
import { formatPrice, priceOf } from '../../model/cost/price.ts'
import { formatSeconds } from '../../model/time-text.ts'
import { readSettings } from '../../platform/settings.ts'
import { back, stepPick, type StepOptions } from './step-pick.ts'

/** How the picture shall be made. */
export interface Look {
  readonly model: string
  readonly size?: string | undefined
  readonly count: number
}

interface ModelItem extends vscode.QuickPickItem {
  readonly model?: FluxModel
  readonly last?: Look
}

/** Asks for the model: what it is for, what it costs, how long it usually takes; first, the same as last time. */
export async function askModel(
  action: ModelAction,
  options: StepOptions,
  last: Look | undefined,
): Promise<Look | FluxModel | typeof back | undefined> {
  const able = models.filter((model) => model.actions.includes(action))
  const same: ModelItem[] =
    last === undefined || !able.some((model) => model.id === last.model)
      ? []
      : [{ label: `$(history) ${vscode.l10n.t('As last time')}`, description: describeLook(last), last }]
  const items = [...same, ...able.map((model): ModelItem => ({ ...describeModel(model), model }))]
  const preferred = items.find((each) => each.model?.id === readSettings.defaultModel())
  const answer = await stepPick(items, options, same[0] ?? preferred)
  return answer === undefined || answer === back ? answer : (answer.last ?? answer.model)
}

function describeModel(model: FluxModel): vscode.QuickPickItem {
  const price = priceText(model.id, 1)
  const usual = vscode.l10n.t('usually {0}', formatSeconds(model.typicalDuration.p50Ms))
  return { label: model.label, description: [price, usual].filter(Boolean).join(' · '), detail: model.summary }
}

/** Empty where no price is configured, and in the sandbox. */
export function priceText(model: string, count: number): string {
  const amount = readSettings.sandbox() ? undefined : priceOf(readSettings.prices(), model, count)
  return amount === undefined ? '' : formatPrice(amount, readSettings.currency(), vscode.env.language)
}

export function describeLook({ model, size, count }: Look): string {
  const parts = [
    findModel(model)?.label ?? model,
    size,
    count === 1 ? undefined : `× ${count}`,
    priceText(model, count),
  ]
  return parts.filter(Boolean).join(' · ')
}

interface SizeItem extends vscode.QuickPickItem {
  readonly size: string
}

export async function askSize(model: FluxModel, options: StepOptions): Promise<string | typeof back | undefined> {
  const items = suggestSizes(model).map((size): SizeItem => ({
    label: size.replace('x', ' × '),
    description: shapeOf(size),
    size,
  }))
  const answer = await stepPick(items, options)
  return answer === undefined || answer === back ? answer : answer.size
}

function shapeOf(text: string): string {
  const size = parseSize(text)
  if (size === undefined || size.width === size.height) return vscode.l10n.t('square')
  return size.width > size.height ? vscode.l10n.t('landscape') : vscode.l10n.t('portrait')
}

interface CountItem extends vscode.QuickPickItem {
  readonly count: number
}

export async function askCount(model: string, options: StepOptions): Promise<number | typeof back | undefined> {
  const items = [1, 2, 3, 4].map((count): CountItem => ({
    label: count === 1 ? vscode.l10n.t('1 picture') : vscode.l10n.t('{0} pictures to choose from', count),
    description: priceText(model, count),
    count,
  }))
  const answer = await stepPick(items, options)
  return answer === undefined || answer === back ? answer : answer.count
}
