import * as vscode from 'vscode'
import { commands } from '../../contributions.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { Services } from '../../services.ts'
import { insertAtCursor } from '../insert/insert-link.ts'
import { damagedIdOf, savedFileOf, jobOf } from './history-node.ts'
import { t } from '../../platform/t.ts'

/** Each takes a node of the history, or the id of a job. */
export interface HistoryCommands {
  open(argument: unknown): Promise<void>
  reveal(argument: unknown): Promise<void>
  edit(argument: unknown): Promise<void>
  insert(argument: unknown): Promise<void>
  copyPrompt(argument: unknown): Promise<void>
  remove(argument: unknown): Promise<void>
}

export function createHistoryCommands({ jobs }: Services, refresh: () => void): HistoryCommands {
  function uriOf(argument: unknown): vscode.Uri | undefined {
    const file = savedFileOf(argument)
    return file && vscode.Uri.parse(file.uri, true)
  }

  async function insert(argument: unknown): Promise<void> {
    const uri = uriOf(argument)
    const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0]
    const job = await jobOf(jobs, argument)
    if (uri === undefined || job === undefined) return
    if (editor === undefined) {
      void vscode.window.showInformationMessage(t('openDocumentFirst'))
      return
    }
    await vscode.window.showTextDocument(editor.document, editor.viewColumn)
    await insertAtCursor(editor, uri, job.prompt)
  }

  async function run(command: string, argument: unknown): Promise<void> {
    const uri = uriOf(argument)
    if (uri !== undefined) await vscode.commands.executeCommand(command, uri)
  }

  async function copyPrompt(argument: unknown): Promise<void> {
    const job = await jobOf(jobs, argument)
    if (job !== undefined) await vscode.env.clipboard.writeText(job.prompt)
  }

  /** Forgets the entry; its images stay. One whose image can still be recovered stays; one that may be paid for is asked about. */
  async function remove(argument: unknown): Promise<void> {
    const job = await jobOf(jobs, argument)
    const id = job?.id ?? damagedIdOf(argument)
    if (id === undefined) return
    if (job?.removal === 'refused') return refuse(job)
    if (job?.removal !== 'free' && !(await givesUp())) return
    await jobs.remove(id)
    refresh()
  }

  async function refuse({ id, isHeld }: JobView): Promise<void> {
    if (isHeld) {
      void vscode.window.showInformationMessage(t('removeWhenSaved'))
      return
    }
    const recover = t('recoverNow')
    const message = t('recoverFirst')
    if ((await vscode.window.showWarningMessage(message, recover)) === recover) {
      await vscode.commands.executeCommand(commands.recover, id)
    }
  }

  async function givesUp(): Promise<boolean> {
    const drop = t('remove')
    const message = t('confirmRemovePaid')
    return (await vscode.window.showWarningMessage(message, { modal: true }, drop)) === drop
  }

  return {
    open: (node) => run('vscode.open', node),
    reveal: (node) => run('revealInExplorer', node),
    edit: (node) => run(commands.editImage, node),
    insert,
    copyPrompt,
    remove,
  }
}
