import * as vscode from 'vscode'
import { JobRefused } from '../../jobs/failure-of.ts'
import { readSettings } from '../../platform/settings.ts'

const key = 'fluxkit.uploadsAgreed'

export type UploadConsent = 'not-needed' | 'agreed' | 'unknown' | 'forbidden'

/** May this picture leave the machine? A link is fetched by the service and needs no upload; nor does the sandbox. */
export function uploadConsent(source: string, state: vscode.Memento): UploadConsent {
  if (/^https?:/i.test(source) || readSettings.sandbox()) return 'not-needed'
  if (readSettings.uploads(vscode.Uri.parse(source, true)) === 'never') return 'forbidden'
  return state.get<boolean>(key) === true ? 'agreed' : 'unknown'
}

/**
 * Asks once per workspace.
 *
 * @throws {JobRefused}
 */
export async function ensureUploadConsent(source: string, state: vscode.Memento): Promise<void> {
  const consent = uploadConsent(source, state)
  if (consent === 'forbidden') throw new JobRefused('upload_forbidden', 'Uploads are forbidden.')
  if (consent !== 'unknown') return
  const upload = vscode.l10n.t('Upload')
  const message = vscode.l10n.t('Upload this picture to the platform of the service?')
  const detail = vscode.l10n.t(
    'The service edits only what it can fetch. The picture gets a link that is public and permanent: whoever has the link sees it. This is asked once per workspace; the setting fluxkit.uploads can forbid it.',
  )
  const answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, upload)
  if (answer !== upload) throw new JobRefused('upload_declined', 'The upload was declined.')
  await state.update(key, true)
}
