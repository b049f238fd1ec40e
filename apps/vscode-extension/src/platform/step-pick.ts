import * as vscode from 'vscode'

/** The user went back to the step before. */
export const back: unique symbol = Symbol('back')

export interface StepOptions {
  readonly title: string
  readonly placeholder: string
  /** Absent for a single question. */
  readonly step?: number
  readonly totalSteps?: number
}

/** One step of a multi-step pick. @returns `undefined` when it was dismissed */
export async function stepPick<T extends vscode.QuickPickItem>(
  items: readonly T[],
  { title, placeholder, step = 1, totalSteps = 1 }: StepOptions,
  active?: T,
): Promise<T | typeof back | undefined> {
  const pick = vscode.window.createQuickPick<T>()
  Object.assign(pick, { title, placeholder, step, totalSteps, items, matchOnDescription: true, matchOnDetail: true })
  pick.buttons = step > 1 ? [vscode.QuickInputButtons.Back] : []
  if (active !== undefined) pick.activeItems = [active]
  return settle(pick, () => pick.selectedItems[0])
}

type Question = Pick<
  vscode.QuickPick<vscode.QuickPickItem>,
  'ignoreFocusOut' | 'onDidAccept' | 'onDidTriggerButton' | 'onDidHide' | 'show' | 'hide' | 'dispose'
>

/** Shows a pick or an input until it is accepted, left or dismissed. It stays when the focus leaves it. */
export function settle<R>(pick: Question, result: () => R | undefined): Promise<R | typeof back | undefined> {
  pick.ignoreFocusOut = true
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const value = result()
      if (value === undefined) return
      resolve(value)
      pick.hide()
    })
    pick.onDidTriggerButton((button) => {
      if (button !== vscode.QuickInputButtons.Back) return
      resolve(back)
      pick.hide()
    })
    pick.onDidHide(() => {
      resolve(undefined)
      pick.dispose()
    })
    pick.show()
  })
}
