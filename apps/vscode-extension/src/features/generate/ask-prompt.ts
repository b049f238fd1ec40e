import * as vscode from 'vscode'
import { type back, settle } from './step-pick.ts'

export interface PromptAnswer {
  readonly prompt?: string
  /** The person wants to write it in an editor. */
  readonly inEditor?: true
}

interface PromptItem extends vscode.QuickPickItem {
  /** Absent: what is typed. */
  readonly answer?: PromptAnswer
}

export interface PromptQuestion {
  readonly title: string
  readonly placeholder: string
  readonly recent: readonly string[]
  readonly step: number
  readonly totalSteps: number
  readonly offersEditor: boolean
}

/** Asks for a sentence: what is typed comes first, then the last prompts, then a way to write a long one. */
export async function askPrompt(question: PromptQuestion): Promise<PromptAnswer | typeof back | undefined> {
  const { title, placeholder, recent, step, totalSteps, offersEditor } = question
  const pick = vscode.window.createQuickPick<PromptItem>()
  Object.assign(pick, { title, placeholder, step, totalSteps })
  const show = (): void => {
    const typed = pick.value.trim()
    const fits = recent.filter((prompt) => prompt !== typed)
    pick.items = [
      // Always the first, so that Enter right after typing means what was typed: new items reach the screen later.
      { label: `$(sparkle) ${typed === '' ? placeholder : typed}`, alwaysShow: true },
      ...(fits.length === 0 ? [] : [separator(vscode.l10n.t('last prompts'))]),
      ...fits.map((prompt): PromptItem => ({ label: `$(history) ${prompt}`, answer: { prompt } })),
      ...(offersEditor ? [separator(''), editorItem()] : []),
    ]
  }
  pick.onDidChangeValue(show)
  show()
  return settle(pick, () => {
    const [item] = pick.activeItems
    if (item?.answer !== undefined) return item.answer
    const prompt = pick.value.trim()
    return prompt === '' ? undefined : { prompt }
  })
}

function editorItem(): PromptItem {
  const label = `$(edit) ${vscode.l10n.t('Write a long prompt in an editor…')}`
  return { label, alwaysShow: true, answer: { inEditor: true } }
}

function separator(label: string): PromptItem {
  return { label, kind: vscode.QuickPickItemKind.Separator }
}
