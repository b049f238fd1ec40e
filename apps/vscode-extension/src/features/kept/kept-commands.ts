import * as vscode from 'vscode'
import type { JobView } from '../../model/jobs/job-view.ts'
import { isShownIn } from '../../model/jobs/ownership.ts'
import { type KeptImage, ownerOf } from '../../model/kept/kept-image.ts'
import { basename } from '../../model/naming/posix-path.ts'
import { windowFacts } from '../../platform/window-facts.ts'
import type { Services } from '../../services.ts'
import { isFileNode, jobOf } from '../history/history-node.ts'
import { bringBack, missingFiles } from './bring-back.ts'
import { reasonText } from '../history/kept-reason-text.ts'
import { restore } from './restore.ts'
import { t } from '../../platform/t.ts'

export interface KeptCommands {
  /** @param argument A node of the history, also of a job or a file that is gone; without one, a user picks. */
  restoreKept(argument?: unknown): Promise<void>
  deleteKept(argument: unknown): Promise<void>
}

export function createKeptCommands(services: Services): KeptCommands {
  const { kept } = services

  async function restoreKept(argument?: unknown): Promise<void> {
    const job = await jobOf(services.jobs, argument)
    if (job !== undefined) return restoreOf(job, argument)
    const image = (await keptOf(argument)) ?? (await pickImage())
    if (image === undefined) return
    await vscode.commands.executeCommand('vscode.open', await restore(services, image))
  }

  async function restoreOf(job: JobView, argument: unknown): Promise<void> {
    const chosen = isFileNode(argument) ? argument.file.index : undefined
    const missing = (await missingFiles(job)).filter(({ index }) => chosen === undefined || index === chosen)
    const [first] = await bringBack(services, job, missing)
    if (first !== undefined) await vscode.commands.executeCommand('vscode.open', first)
  }

  async function pickImage(): Promise<KeptImage | undefined> {
    const window = windowFacts()
    const all = await kept.list()
    const isOwn = (image: KeptImage): boolean => isShownIn(ownerOf(image), window)
    const images = [...all.filter(isOwn), ...all.filter((image) => !isOwn(image))]
    if (images.length === 0) {
      void vscode.window.showInformationMessage(t('nothingToRestore'))
      return undefined
    }
    const items = images.map((image) => ({
      label: basename(vscode.Uri.parse(image.from, true).path),
      description: reasonText(image.reason),
      detail: image.prompt,
      iconPath: kept.fileOf(image),
      image,
    }))
    return (await vscode.window.showQuickPick(items, { title: t('restoreImage'), ignoreFocusOut: true }))?.image
  }

  async function deleteKept(argument: unknown): Promise<void> {
    const image = await keptOf(argument)
    if (image === undefined) return
    const drop = t('delete')
    const name = basename(vscode.Uri.parse(image.from, true).path)
    const message = t('confirmDelete', { name })
    if ((await vscode.window.showWarningMessage(message, { modal: true }, drop)) === drop) await kept.remove(image)
  }

  /** As it is in the folder: a node may be old, or made up. */
  async function keptOf(argument: unknown): Promise<KeptImage | undefined> {
    const { kept: wanted } = (argument ?? {}) as { readonly kept?: KeptImage | null }
    return wanted ? (await kept.list()).find(({ id }) => id === wanted.id) : undefined
  }

  return { restoreKept, deleteKept }
}
