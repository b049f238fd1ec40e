import { findModel, type FluxModel, type ModelAction } from '@fluxkit/core'
import * as vscode from 'vscode'
import { type ModelGroup, modelGroups } from '../../model/model-groups.ts'
import { showSize } from '../../model/read-size.ts'
import { readSettings } from '../../platform/settings.ts'
import type { Costs } from '../submission/costs.ts'
import type { ImageOptions } from '../submission/image-request.ts'
import { back, stepPick, type StepOptions } from '../../platform/step-pick.ts'
import { t } from '../../platform/t.ts'

interface ModelItem extends vscode.QuickPickItem {
  readonly model?: FluxModel
  readonly last?: ImageOptions
}

const groupTitles = {
  recommended: 'recommendedModels',
  edits: 'editsModels',
  others: 'othersModels',
  older: 'olderModels',
} as const satisfies Record<ModelGroup, string>

/** Asks for the model: what it is for, what it costs, how long it usually takes; first, the same as last time. */
export async function pickModel(
  action: ModelAction,
  options: StepOptions,
  last: ImageOptions | undefined,
  costs: Costs,
): Promise<ImageOptions | FluxModel | typeof back | undefined> {
  const groups = modelGroups(action).map(([group, members]): ModelItem[] => [
    separator(t(groupTitles[group])),
    ...members.map((model) => modelItem(model, action, costs)),
  ])
  const able = groups.flat()
  const same: ModelItem[] =
    last === undefined || !able.some(({ model }) => model?.id === last.model)
      ? []
      : [{ label: `$(history) ${t('asLastTime')}`, description: describeOptions(last, costs), last }]
  const items = [...same, ...able]
  const preferred = items.find(({ model }) => model?.id === readSettings.defaultModel())
  const answer = await stepPick(items, options, same[0] ?? preferred)
  return answer === undefined || answer === back ? answer : (answer.last ?? answer.model)
}

function modelItem(model: FluxModel, action: ModelAction, costs: Costs): ModelItem {
  const facts = [costs.price(action, model.id, 1), costs.usual(action, model.id)]
  return { label: model.label, description: facts.filter(Boolean).join(' · '), detail: t(`model.${model.id}`), model }
}

export function describeOptions({ model, size, count }: ImageOptions, costs: Costs): string {
  const parts = [modelText(model, count), size && showSize(size), costs.price('generate', model, count)]
  return parts.filter(Boolean).join(' · ')
}

/** `FLUX.1 dev × 3` */
export function modelText(model: string, count: number): string {
  const name = findModel(model)?.label ?? model
  return count === 1 ? name : `${name} × ${count}`
}

export function separator(label: string): vscode.QuickPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator }
}

interface CountItem extends vscode.QuickPickItem {
  /** Absent: the user wants to choose more. */
  readonly count?: number
}

/** @param file What the row of further options says of the file. */
export async function pickCount(
  model: string,
  options: StepOptions,
  costs: Costs,
  file: string,
): Promise<number | 'more' | typeof back | undefined> {
  const items: CountItem[] = [1, 2, 3, 4].map((count) => ({
    label: t('imageCount', { count }),
    description: costs.price('generate', model, count),
    count,
  }))
  const more = { label: `$(settings-gear) ${t('moreOptions')}`, description: file }
  const answer = await stepPick<CountItem>([...items, separator(''), more], options)
  return answer === undefined || answer === back ? answer : (answer.count ?? 'more')
}
