import * as vscode from 'vscode'
import { commands } from '../contributions.ts'
import { insertAtCursor } from '../features/insert/insert-link.ts'
import { bringBack } from '../features/kept/bring-back.ts'
import { putAside } from '../features/kept/put-aside.ts'
import { restore } from '../features/kept/restore.ts'
import type { KeptImage } from '../model/kept/kept-image.ts'
import { basename } from '../model/naming/posix-path.ts'
import { t } from '../platform/t.ts'
import type { Services } from '../services.ts'
import type { LastEditor } from './last-editor.ts'
import type { Subject } from './model/entries.ts'
import type { Action } from './model/protocol.ts'

/**
 * Does what a user chose for an entry.
 *
 * @returns What was done, where that can't be seen; `undefined` otherwise
 * @throws what the disk says
 */
export async function act(
  services: Services,
  editor: Pick<LastEditor, 'show'>,
  action: Action,
  subject: Subject,
): Promise<string | undefined> {
  const { job, file, kept } = subject
  const { executeCommand } = vscode.commands
  const uri = kept ? services.kept.fileOf(kept) : file && vscode.Uri.parse(file.uri, true)
  if (action === 'copyPrompt') return copied(job?.prompt ?? kept?.prompt)
  if (action === 'restore') return kept === undefined ? broughtBack(services, subject) : restored(services, kept)
  if (action === 'recover' || action === 'again') {
    if (job !== undefined) await executeCommand(action === 'again' ? commands.retry : commands.recover, job.id, 'paid')
    return undefined
  }
  if (uri === undefined) return undefined
  switch (action) {
    case 'open':
      await executeCommand('vscode.open', uri)
      return undefined
    case 'edit':
      await executeCommand(commands.editImage, uri)
      return undefined
    case 'reveal':
      await executeCommand('revealInExplorer', uri)
      return undefined
    case 'copyPath':
      return copied(uri.scheme === 'file' ? uri.fsPath : uri.toString(true))
    case 'insert':
      return insert(editor, uri, job?.prompt ?? '')
    case 'aside': {
      const current = job && (await services.jobs.read(job.id))
      const own = current?.files.find(({ index }) => index === file?.index)
      if (current === undefined || own === undefined) return undefined
      await putAside(services, current, [own], 'discarded')
      return t('galleryIsAside', { name: basename(uri.path) })
    }
  }
}

async function copied(text: string | undefined): Promise<string | undefined> {
  if (text === undefined) return undefined
  await vscode.env.clipboard.writeText(text)
  return t('galleryCopied')
}

async function restored(services: Services, kept: KeptImage): Promise<string> {
  return t('galleryRestored', { name: basename((await restore(services, kept)).path) })
}

/** A file that is gone. */
async function broughtBack(services: Services, { job, file }: Subject): Promise<string | undefined> {
  if (job === undefined || file === undefined) return undefined
  const [uri] = await bringBack(services, job, [file])
  return uri && t('galleryRestored', { name: basename(uri.path) })
}

async function insert(last: Pick<LastEditor, 'show'>, uri: vscode.Uri, prompt: string): Promise<string | undefined> {
  const editor = await last.show()
  if (editor === undefined) {
    void vscode.window.showInformationMessage(t('openDocumentFirst'))
    return undefined
  }
  await insertAtCursor(editor, uri, prompt)
  return t('galleryInserted', { name: basename(editor.document.uri.path) })
}
