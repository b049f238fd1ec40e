import { findModel, type FluxModel, type ModelAction, models, type SizeChoice, sizeChoices } from '@fluxkit/core'
import * as vscode from 'vscode'
import { readSettings } from '../../platform/settings.ts'
import type { Costs } from '../order/costs.ts'
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
  costs: Costs,
): Promise<Look | FluxModel | typeof back | undefined> {
  const able = models.filter((model) => model.actions.includes(action))
  const same: ModelItem[] =
    last === undefined || !able.some((model) => model.id === last.model)
      ? []
      : [{ label: `$(history) ${vscode.l10n.t('As last time')}`, description: describeLook(last, costs), last }]
  const current = able.filter(({ isCurrent }) => isCurrent).map((model) => modelItem(model, action, costs))
  const older = able.filter(({ isCurrent }) => !isCurrent).map((model) => modelItem(model, action, costs))
  const items: ModelItem[] = [
    ...same,
    ...current,
    ...(older.length === 0 ? [] : [separator(vscode.l10n.t('Older models'))]),
    ...older,
  ]
  const preferred = items.find((each) => each.model?.id === readSettings.defaultModel())
  const answer = await stepPick(items, options, same[0] ?? preferred)
  return answer === undefined || answer === back ? answer : (answer.last ?? answer.model)
}

function modelItem(model: FluxModel, action: ModelAction, costs: Costs): ModelItem {
  const facts = [costs.price(action, model.id, 1), costs.usual(action, model.id)]
  return { label: model.label, description: facts.filter(Boolean).join(' · '), detail: model.summary, model }
}

export function describeLook({ model, size, count }: Look, costs: Costs): string {
  const parts = [
    findModel(model)?.label ?? model,
    size,
    count === 1 ? undefined : `× ${count}`,
    costs.price('generate', model, count),
  ]
  return parts.filter(Boolean).join(' · ')
}

interface SizeItem extends vscode.QuickPickItem {
  readonly size?: string
}

/** Sizes of the current service first, then those that only the vendor's README lists. */
export async function askSize(model: FluxModel, options: StepOptions): Promise<string | typeof back | undefined> {
  const choices = sizeChoices(model, 'generate')
  const older = choices.filter(({ isCurrent }) => !isCurrent)
  const items = [
    ...choices.filter(({ isCurrent }) => isCurrent).map((choice) => sizeItem(choice)),
    ...(older.length === 0 ? [] : [separator(vscode.l10n.t('Older sizes'))]),
    ...older.map((choice) => sizeItem(choice)),
  ]
  const answer = await stepPick<SizeItem>(items, options)
  return answer === undefined || answer === back ? answer : answer.size
}

function sizeItem({ size, ratio, shape }: SizeChoice): SizeItem {
  const words = {
    square: vscode.l10n.t('square'),
    landscape: vscode.l10n.t('landscape'),
    portrait: vscode.l10n.t('portrait'),
  }
  const description = ratio === undefined || ratio === size ? words[shape] : `${ratio} ${words[shape]}`
  return { label: size.replace('x', ' × '), description, size }
}

function separator(label: string): vscode.QuickPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator }
}

interface CountItem extends vscode.QuickPickItem {
  readonly count: number
}

export async function askCount(
  model: string,
  options: StepOptions,
  costs: Costs,
): Promise<number | typeof back | undefined> {
  const items = [1, 2, 3, 4].map((count): CountItem => ({
    label: count === 1 ? vscode.l10n.t('1 picture') : vscode.l10n.t('{0} pictures to choose from', count),
    description: costs.price('generate', model, count),
    count,
  }))
  const answer = await stepPick(items, options)
  return answer === undefined || answer === back ? answer : answer.count
}
