import * as vscode from 'vscode'
import type { KeptReason } from '../../model/kept/kept-image.ts'

/** Why an image was put aside, for people. */
export function reasonText(reason: KeptReason): string {
  const texts: Record<KeptReason, string> = {
    variant: vscode.l10n.t('not chosen'),
    retried: vscode.l10n.t('made again'),
    discarded: vscode.l10n.t('discarded'),
    replaced: vscode.l10n.t('replaced'),
  }
  return texts[reason]
}
