import * as vscode from 'vscode'
import type { Draft } from '../submission/last-choices.ts'
import { type back, settle } from '../../platform/step-pick.ts'
import { t } from '../../platform/t.ts'

export interface PromptQuestion {
  readonly title: string
  readonly placeholder: string
  readonly recent: readonly string[]
  readonly step: number
  readonly totalSteps: number
  /** The question starts with what was typed before, and keeps what is typed now when it is left. */
  readonly draft: Draft
}

interface PromptItem extends vscode.QuickPickItem {
  /** Absent in the first row, which means what is typed. */
  readonly answer?: string | typeof inEditor
}

const inEditor: unique symbol = Symbol('in an editor')

/**
 * Asks for a prompt: what is typed comes first, then the last prompts, then an editor for a long one.
 *
 * @returns `undefined` when the question was dismissed
 */
export async function inputPrompt(question: PromptQuestion): Promise<string | typeof back | undefined> {
  const { draft } = question
  for (;;) {
    const answer = await pickPrompt(question)
    if (typeof answer !== 'object') {
      if (typeof answer === 'string') await draft.keep(answer)
      return answer
    }
    const { writePromptInEditor } = await import('./prompt-editor.ts')
    const { text, isConfirmed } = await writePromptInEditor(answer.content)
    await draft.keep(text)
    if (!isConfirmed) return undefined
    if (text !== '') return text
  }
}

/** @returns An object for the editor, with what it begins with */
async function pickPrompt(
  question: PromptQuestion,
): Promise<string | { readonly content: string } | typeof back | undefined> {
  const { title, placeholder, recent, step, totalSteps, draft } = question
  const pick = vscode.window.createQuickPick<PromptItem>()
  // A long prompt has lines, which an input has not: as long as it is not changed here, it stays as it was written.
  const written = draft.text
  const shown = written.replace(/\s+/g, ' ').trim()
  const typed = (): string => (pick.value.trim() === shown ? written.trim() : pick.value.trim())
  /** The prompt of the first row follows from what is typed on Enter: the screen may still show older rows. */
  const first = (): string | typeof inEditor => typed() || (recent[0] ?? inEditor)
  const show = (): void => {
    const others = recent.filter((prompt) => prompt !== typed()).slice(typed() === '' ? 1 : 0)
    pick.items = [
      firstRow(typed(), recent[0]),
      ...(others.length === 0 ? [] : [separator(t('lastPrompts'))]),
      ...others.map((prompt): PromptItem => ({ label: `$(history) ${prompt}`, answer: prompt })),
      ...(first() === inEditor ? [] : [separator(''), editorRow()]),
    ]
  }
  Object.assign(pick, { title, placeholder, step, totalSteps, value: shown })
  pick.onDidChangeValue(show)
  show()
  const answer = await settle(pick, () => {
    const [item] = pick.activeItems
    return item?.answer ?? first()
  })
  if (typeof answer === 'string') return answer
  await draft.keep(typed())
  if (answer !== inEditor) return answer
  // What was typed just now, or written there before; a short prompt of last time is one key stroke away in the list.
  const isToContinue = pick.value.trim() !== shown || written.includes('\n')
  return { content: isToContinue ? typed() : '' }
}

function firstRow(typed: string, last: string | undefined): PromptItem {
  if (typed !== '') return { label: `$(sparkle) ${typed}`, alwaysShow: true }
  if (last === undefined) return { label: editorRow().label, alwaysShow: true }
  return { label: `$(history) ${last}`, alwaysShow: true }
}

function editorRow(): PromptItem {
  const label = `$(edit) ${t('writeLongPrompt')}`
  return { label, alwaysShow: true, answer: inEditor }
}

function separator(label: string): PromptItem {
  return { label, kind: vscode.QuickPickItemKind.Separator }
}
