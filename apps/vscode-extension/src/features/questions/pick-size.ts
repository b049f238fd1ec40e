import { type FluxModel, type SizeChoice, sizeChoices } from '@fluxkit/core'
import * as vscode from 'vscode'
import { readSize, showSize } from '../../model/read-size.ts'
import { inputText } from './input-text.ts'
import { separator } from './pick-options.ts'
import { back, settle, type StepOptions } from '../../platform/step-pick.ts'
import { t } from '../../platform/t.ts'

interface SizeItem extends vscode.QuickPickItem {
  /** Absent: the user wants to write one. */
  readonly size?: string
}

/**
 * Sizes of the current service first, then those that only the vendor's README lists; your own size is typed into
 * the list, or into an input that says what is wrong with it.
 */
export async function pickSize(model: FluxModel, options: StepOptions): Promise<string | typeof back | undefined> {
  const choices = sizeChoices(model, 'generate')
  const older = choices.filter(({ isCurrent }) => !isCurrent)
  const listed: SizeItem[] = [
    ...choices.filter(({ isCurrent }) => isCurrent).map((choice) => sizeItem(choice)),
    ...(older.length === 0 ? [] : [separator(t('olderSizes'))]),
    ...older.map((choice) => sizeItem(choice)),
  ]
  for (;;) {
    const pick = vscode.window.createQuickPick<SizeItem>()
    Object.assign(pick, options)
    pick.buttons = (options.step ?? 1) > 1 ? [vscode.QuickInputButtons.Back] : []
    const show = (): void => void (pick.items = [...typedItems(model, pick.value), ...listed, ...ownItems()])
    pick.onDidChangeValue(show)
    show()
    const item = await settle(pick, () => pick.selectedItems[0])
    if (item === undefined || item === back) return item
    if (item.size !== undefined) return item.size
    const written = await writeSize(model, options, pick.value)
    if (written !== back) return written
  }
}

function sizeItem({ size, ratio, shape }: SizeChoice): SizeItem {
  const parts = {
    square: t('square'),
    landscape: t('landscape'),
    portrait: t('portrait'),
  }
  const description = ratio === undefined || ratio === size ? parts[shape] : `${ratio} ${parts[shape]}`
  return { label: showSize(size), description, size }
}

/** What is typed, when it is a size that the model takes. */
function typedItems(model: FluxModel, typed: string): SizeItem[] {
  const read = readSize(model, typed)
  if (read.kind !== 'fits') return []
  return [{ label: `$(check) ${showSize(read.size)}`, size: read.size, alwaysShow: true }]
}

function ownItems(): SizeItem[] {
  return [separator(''), { label: `$(edit) ${t('chooseCustomSize')}`, alwaysShow: true }]
}

function writeSize(model: FluxModel, options: StepOptions, value: string): Promise<string | typeof back | undefined> {
  const { title, step = 1, totalSteps = 1 } = options
  const complaint = (text: string): string | undefined => {
    const read = readSize(model, text)
    if (read.kind === 'fits') return undefined
    if (read.kind === 'unreadable') {
      return t('customSizeFormat')
    }
    return t('customSizeRefused', { model: model.label, nearest: showSize(read.nearest) })
  }
  const read = (text: string): string | undefined => {
    const found = readSize(model, text)
    return found.kind === 'fits' ? found.size : undefined
  }
  return inputText({ title, step, totalSteps, value, prompt: t('customSize'), complaint, read })
}
