import * as vscode from 'vscode'
import { type ChoiceAnswer, ScriptedPanel } from './scripted-page.ts'

type Item = vscode.QuickPickItem

/** A pick whose user is a script: types, then accepts an item. */
class ScriptedPick {
  items: readonly Item[] = []
  value = ''
  activeItems: readonly Item[] = []
  selectedItems: readonly Item[] = []
  title: string | undefined
  ignoreFocusOut = false
  buttons: readonly vscode.QuickInputButton[] = []
  readonly #changed = new vscode.EventEmitter<string>()
  readonly #accepted = new vscode.EventEmitter<void>()
  readonly #hidden = new vscode.EventEmitter<void>()
  readonly #itemButton = new vscode.EventEmitter<{ item: Item; button: vscode.QuickInputButton }>()
  readonly #button = new vscode.EventEmitter<vscode.QuickInputButton>()
  readonly #active = new vscode.EventEmitter<readonly Item[]>()
  readonly onDidChangeValue: vscode.Event<string> = this.#changed.event
  readonly onDidAccept: vscode.Event<void> = this.#accepted.event
  readonly onDidHide: vscode.Event<void> = this.#hidden.event
  readonly onDidTriggerItemButton: vscode.Event<{ item: Item; button: vscode.QuickInputButton }> =
    this.#itemButton.event
  readonly onDidTriggerButton: vscode.Event<vscode.QuickInputButton> = this.#button.event
  readonly onDidChangeActive: vscode.Event<readonly Item[]> = this.#active.event
  validationMessage: string | undefined
  readonly #answer: PickAnswer | undefined

  readonly #fleeting: string[]

  constructor(answer: PickAnswer | undefined, fleeting: string[]) {
    this.#answer = answer
    this.#fleeting = fleeting
  }

  show(): void {
    // A list of what runs needs no answer; anything else would be lost with the focus.
    if (!this.ignoreFocusOut && this.title !== 'Images in progress') this.#fleeting.push(this.title ?? '')
    setImmediate(() => {
      if (this.#answer === undefined) this.hide()
      else this.#answer(this)
    })
  }

  hide(): void {
    this.#hidden.fire()
  }

  dispose(): void {
    this.#changed.dispose()
  }

  type(text: string): void {
    this.value = text
    this.#changed.fire(text)
  }

  accept(label?: RegExp): void {
    const items = this.items.filter((item) => item.kind !== vscode.QuickPickItemKind.Separator)
    const item = label === undefined ? items[0] : items.find((each) => label.test(each.label))
    if (label !== undefined && item === undefined)
      throw new Error(`No ${String(label)} in ${items.map((each) => each.label).join(', ')}`)
    this.activeItems = item === undefined ? [] : [item]
    this.selectedItems = this.activeItems
    this.#active.fire(this.activeItems)
    this.#accepted.fire()
  }

  goBack(): void {
    this.#button.fire(vscode.QuickInputButtons.Back)
  }

  pressItemButton(): void {
    const [item] = this.items
    const button = item?.buttons?.[0]
    if (item !== undefined && button !== undefined) this.#itemButton.fire({ item, button })
  }
}

export type PickAnswer = (pick: ScriptedPick) => void

/** Acts for the user: answers to picks and inputs in order, to messages by their text. */
export interface ScriptedUi {
  /** Titles of questions that go when the focus leaves them. */
  readonly fleeting: readonly string[]
  /** Everything that was shown as a message, newest last. */
  readonly messages: string[]
  answer(...answers: PickAnswer[]): void
  /** What the user takes of variants that are shown, one answer for each time. */
  choose(...answers: ChoiceAnswer[]): void
  /** Panels that were opened, the newest last. */
  readonly panels: ScriptedPanel[]
  /** @param before What the user does while the message is there. */
  press(message: RegExp, button: string, before?: () => Promise<unknown>): void
  /** Holds the next job once its files are written, until the returned function is called. */
  holdArrival(): () => void
  /** Cancels the next progress at once. */
  cancelProgress(): void
  dialogs: { save?: vscode.Uri; open?: vscode.Uri; folder?: number; savedAs?: vscode.SaveDialogOptions | undefined }
  restore(): void
}

/** Replaces the functions of the editor's own API object, which the extension shares with its tests. */
export function scriptUi(): ScriptedUi {
  const answers: PickAnswer[] = []
  const buttons: { message: RegExp; button: string; before?: (() => Promise<unknown>) | undefined }[] = []
  const messages: string[] = []
  const fleeting: string[] = []
  const choices: ChoiceAnswer[] = []
  const panels: ScriptedPanel[] = []
  const dialogs: ScriptedUi['dialogs'] = {}
  const window = vscode.window as unknown as Record<string, unknown>
  const original = { ...pick(window) }
  const show = async (message: string, ...rest: unknown[]): Promise<string | undefined> => {
    messages.push(message)
    const at = buttons.findIndex((each) => each.message.test(message))
    if (at < 0) return undefined
    const [{ button, before } = { button: '' }] = buttons.splice(at, 1)
    await before?.()
    if (!rest.includes(button)) throw new Error(`No button ${button} in ${JSON.stringify(rest)}`)
    return button
  }
  Object.assign(window, {
    createQuickPick: () => new ScriptedPick(answers.shift(), fleeting),
    createInputBox: () => new ScriptedPick(answers.shift(), fleeting),
    createWebviewPanel: () => {
      const panel = new ScriptedPanel(choices)
      panels.push(panel)
      return panel
    },
    showInformationMessage: show,
    showWarningMessage: show,
    showErrorMessage: show,
    showSaveDialog: async (options?: vscode.SaveDialogOptions) => {
      dialogs.savedAs = options
      return dialogs.save
    },
    showOpenDialog: async () => (dialogs.open === undefined ? undefined : [dialogs.open]),
    showWorkspaceFolderPick: async (options?: vscode.WorkspaceFolderPickOptions) => {
      if (options?.ignoreFocusOut !== true) fleeting.push(options?.placeHolder ?? '')
      return vscode.workspace.workspaceFolders?.[dialogs.folder ?? 0]
    },
    showQuickPick: async (items: readonly Item[], options?: vscode.QuickPickOptions) => {
      if (options?.ignoreFocusOut !== true) fleeting.push(options?.title ?? '')
      return options?.canPickMany === true ? items : items[0]
    },
  })
  return {
    fleeting,
    messages,
    panels,
    choose: (...more) => void choices.push(...more),
    dialogs,
    holdArrival() {
      let release: () => void = () => undefined
      const released = new Promise<void>((resolve) => (release = resolve))
      const withProgress = original['withProgress'] as (...args: unknown[]) => Promise<unknown>
      window['withProgress'] = async (...args: unknown[]) => {
        window['withProgress'] = withProgress
        const result = await withProgress(...args)
        await released
        return result
      }
      return release
    },
    cancelProgress() {
      type Work = (progress: vscode.Progress<unknown>, token: vscode.CancellationToken) => Promise<unknown>
      const withProgress = original['withProgress'] as (options: unknown, work: Work) => Promise<unknown>
      window['withProgress'] = async (options: unknown, work: Work) => {
        window['withProgress'] = withProgress
        const source = new vscode.CancellationTokenSource()
        setImmediate(() => source.cancel())
        return withProgress(options, (progress) => work(progress, source.token))
      }
    },
    answer: (...more) => void answers.push(...more),
    press: (message, button, before) => void buttons.push({ message, button, before }),
    restore() {
      for (const panel of panels) panel.dispose()
      Object.assign(window, original)
    },
  }
}

function pick(window: Record<string, unknown>): Record<string, unknown> {
  const names = [
    'createQuickPick',
    'createInputBox',
    'createWebviewPanel',
    'showInformationMessage',
    'showWarningMessage',
    'showErrorMessage',
    'showSaveDialog',
    'showOpenDialog',
    'showWorkspaceFolderPick',
    'showQuickPick',
    'withProgress',
  ]
  return Object.fromEntries(names.map((name) => [name, window[name]]))
}
