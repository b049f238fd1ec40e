import * as vscode from 'vscode'

/** An image as a part of a tool's result; newer than the types of the oldest editor that we run in. */
interface DataParts {
  image(data: Uint8Array, mimeType: string): vscode.LanguageModelTextPart
}

/** The editor's API with what some editors lack: forks such as Cursor and VSCodium, and older versions. */
interface Editor {
  readonly lm?: Partial<Pick<typeof vscode.lm, 'registerTool'>>
  readonly languages: Partial<Pick<typeof vscode.languages, 'registerDocumentDropEditProvider'>>
  /** Since 1.106. */
  readonly LanguageModelDataPart?: Partial<DataParts>
}

const editor = (): Editor => vscode
const isThere = (api: unknown): boolean => typeof api === 'function'

/** Registers tools for agents; `undefined` in editors without this API. */
export function toolRegistration(): typeof vscode.lm.registerTool | undefined {
  const registerTool = editor().lm?.registerTool
  return isThere(registerTool) ? registerTool : undefined
}

/** Registers what happens when something is dropped into a text; `undefined` in editors without this API. */
export function dropRegistration(): typeof vscode.languages.registerDocumentDropEditProvider | undefined {
  const { registerDocumentDropEditProvider } = editor().languages
  return isThere(registerDocumentDropEditProvider) ? registerDocumentDropEditProvider : undefined
}

/** Makes images for models; `undefined` where tools cannot show any. */
export function imageParts(): DataParts | undefined {
  const parts = editor().LanguageModelDataPart
  return isThere(parts?.image) ? (parts as DataParts) : undefined
}
