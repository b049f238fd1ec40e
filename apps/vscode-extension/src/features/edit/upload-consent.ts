import * as vscode from 'vscode'
import { readSettings } from '../../platform/settings.ts'
import { t, texts } from '../../platform/t.ts'

const key = 'fluxkit.uploadsAgreed'

export type UploadConsent = 'not-needed' | 'agreed' | 'unknown' | 'forbidden'

/** May this image leave the machine? A link is fetched by the service and needs no upload; nor does the sandbox. */
export function uploadConsent(source: string, state: vscode.Memento): UploadConsent {
  if (/^https?:/i.test(source) || readSettings.sandbox()) return 'not-needed'
  if (readSettings.uploads(vscode.Uri.parse(source, true)) === 'never') return 'forbidden'
  return state.get<boolean>(key) === true ? 'agreed' : 'unknown'
}

/** Asks once per workspace, and explains after a refusal why nothing was submitted. */
export async function allowsUpload(source: string, state: vscode.Memento): Promise<boolean> {
  const code = await refusalOf(source, state)
  if (code === undefined) return true
  const { failureText } = await import('../../model/failures/failure-text.ts')
  void vscode.window.showInformationMessage(failureText({ code, summary: '', charged: 'no' }, texts()).message)
  return false
}

async function refusalOf(source: string, state: vscode.Memento): Promise<string | undefined> {
  const consent = uploadConsent(source, state)
  if (consent === 'forbidden') return 'upload_forbidden'
  if (consent !== 'unknown') return undefined
  const upload = t('upload')
  const message = t('confirmUpload')
  const detail = t('uploadDetail')
  const answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, upload)
  if (answer !== upload) return 'upload_declined'
  await state.update(key, true)
  return undefined
}
