import * as vscode from 'vscode'
import { type back, settle } from '../../platform/step-pick.ts'

export interface TextQuestion {
  readonly title: string
  readonly prompt: string
  readonly step: number
  readonly totalSteps: number
  readonly value: string
  /** What is wrong with a text, or what will be made of it; said while it is typed. */
  readonly complaint: (text: string) => string | vscode.InputBoxValidationMessage | undefined
  /** @returns `undefined` for a text that cannot be taken */
  readonly read: (text: string) => string | undefined
}

/** An input within a multi-step question, with a way back. */
export async function inputText(question: TextQuestion): Promise<string | typeof back | undefined> {
  const { title, prompt, step, totalSteps, value, complaint, read } = question
  const input = vscode.window.createInputBox()
  Object.assign(input, { title, prompt, step, totalSteps, value })
  input.buttons = [vscode.QuickInputButtons.Back]
  const check = (): void => void (input.validationMessage = input.value === '' ? undefined : complaint(input.value))
  input.onDidChangeValue(check)
  check()
  return settle(input, () => {
    input.validationMessage = complaint(input.value)
    return read(input.value)
  })
}
