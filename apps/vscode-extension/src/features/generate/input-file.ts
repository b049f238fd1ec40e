import * as vscode from 'vscode'
import { chosenName } from '../../model/naming/chosen-name.ts'
import { describeFile, type FileChoice, type FileDefaults, folderText } from './file-choice.ts'
import { inputText } from '../questions/input-text.ts'
import { back, stepPick, type StepOptions } from '../../platform/step-pick.ts'
import { t } from '../../platform/t.ts'

/**
 * The name and the folder of the file, in one list.
 *
 * @returns `undefined` when it was dismissed; Back and Continue return what is chosen by then
 */
export async function inputFile(
  options: StepOptions,
  defaults: FileDefaults,
  given: FileChoice,
): Promise<FileChoice | undefined> {
  const placeholder = t('formatDecided')
  const choice: { stem?: string; folder?: vscode.Uri } = { ...given }
  for (;;) {
    const { stem, folder } = { ...defaults, ...choice }
    const items = [
      { label: `$(check) ${t('continue')}`, description: describeFile(defaults, choice) },
      { label: `$(file-media) ${t('fileName')}`, description: stem },
      { label: `$(folder) ${t('folder')}`, description: folderText(folder) },
    ] as const
    const answer = await stepPick(items, { ...options, placeholder })
    if (answer === undefined) return undefined
    if (answer === back || answer === items[0]) return choice
    if (answer === items[1]) {
      const name = await inputName(options, stem)
      if (name === undefined) return undefined
      if (name !== back) choice.stem = name
    } else {
      const chosen = await pickFolder(folder)
      if (chosen !== undefined) choice.folder = chosen
    }
  }
}

function inputName(options: StepOptions, value: string): Promise<string | typeof back | undefined> {
  const { title, step = 1, totalSteps = 1 } = options
  const prompt = t('fileName')
  const complaint = (text: string): string | vscode.InputBoxValidationMessage | undefined => {
    const name = chosenName(text)
    if (name === undefined) return t('fileNameFormat')
    if (name === text.trim()) return undefined
    return { message: t('willBeSavedAs', { name }), severity: vscode.InputBoxValidationSeverity.Info }
  }
  return inputText({ title, step, totalSteps, value, prompt, complaint, read: chosenName })
}

async function pickFolder(folder: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: t('folder'),
      canSelectFiles: false,
      canSelectFolders: true,
      ...(folder && { defaultUri: folder }),
    })) ?? []
  return chosen
}
