import * as vscode from 'vscode'
import type { JobStore } from '../../jobs/job-store.ts'
import { groupByDay } from '../../model/jobs/by-day.ts'
import { type DraggedPicture, type HistoryNode, pictureMime } from './history-node.ts'

const uriList = 'text/uri-list'

/** The history: days, jobs, and the pictures of jobs that have several. */
export class HistoryTree
  implements vscode.TreeDataProvider<HistoryNode>, vscode.TreeDragAndDropController<HistoryNode>
{
  readonly dropMimeTypes: readonly string[] = []
  readonly dragMimeTypes: readonly string[] = [pictureMime, uriList]
  readonly #store: JobStore
  readonly #changed = new vscode.EventEmitter<undefined>()
  readonly onDidChangeTreeData: vscode.Event<undefined> = this.#changed.event

  constructor(store: JobStore) {
    this.#store = store
  }

  refresh(): void {
    this.#changed.fire(undefined)
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    if (node === undefined) return groupByDay(await this.#store.list()).map((day) => ({ kind: 'day', ...day }))
    if (node.kind === 'day') return node.jobs.map((job) => ({ kind: 'job', job }))
    if (node.kind === 'job' && node.job.files.length > 1) {
      return node.job.files.map((file) => ({ kind: 'file', job: node.job, file }))
    }
    return []
  }

  async getTreeItem(node: HistoryNode): Promise<vscode.TreeItem> {
    const { historyItem } = await import('../on-demand.ts')
    return historyItem(node)
  }

  /** A text takes the pictures as links, see drop-picture.ts; everything else takes the files. */
  handleDrag(nodes: readonly HistoryNode[], data: vscode.DataTransfer): void {
    const pictures = nodes.flatMap((node): DraggedPicture[] => {
      if (node.kind === 'day') return []
      const files = node.kind === 'file' ? [node.file] : node.job.files
      return files.map(({ uri }) => ({ uri, prompt: node.job.prompt }))
    })
    if (pictures.length === 0) return
    data.set(pictureMime, new vscode.DataTransferItem(JSON.stringify(pictures)))
    data.set(uriList, new vscode.DataTransferItem(pictures.map(({ uri }) => uri).join('\r\n')))
  }
}
