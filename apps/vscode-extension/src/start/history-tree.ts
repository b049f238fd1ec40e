import * as vscode from 'vscode'
import type { Jobs } from '../jobs/jobs.ts'
import { groupByDay } from '../model/jobs/by-day.ts'
import { isDamagedView, isJobView } from '../model/jobs/damaged-view.ts'
import { isShownIn } from '../model/jobs/ownership.ts'
import { windowFacts } from '../platform/window-facts.ts'
import { ownerOf } from '../model/kept/kept-image.ts'
import type { KeptFolder } from '../platform/kept-folder.ts'
import { type HistoryNode, uriList } from '../features/history/history-node.ts'
import type { ShowNode } from '../features/history/show-nodes.ts'

/** The history: records that cannot be read, days, jobs, and the images of jobs that have several. */
export class HistoryTree
  implements vscode.TreeDataProvider<HistoryNode>, vscode.TreeDragAndDropController<HistoryNode>
{
  readonly dropMimeTypes: readonly string[] = []
  readonly dragMimeTypes: readonly string[] = [uriList]
  readonly #jobs: Pick<Jobs, 'list' | 'keepFiles'>
  /** Until something has changed. */
  #showNode: Promise<ShowNode> | undefined
  readonly #kept: Pick<KeptFolder, 'list' | 'fileOf'>
  /** Jobs of all workspaces, and not of this one only. */
  showsAll = false
  readonly #changed = new vscode.EventEmitter<undefined>()
  readonly onDidChangeTreeData: vscode.Event<undefined> = this.#changed.event

  constructor(jobs: Pick<Jobs, 'list' | 'keepFiles'>, kept: Pick<KeptFolder, 'list' | 'fileOf'>) {
    this.#jobs = jobs
    this.#kept = kept
  }

  refresh(): void {
    this.#showNode = undefined
    this.#changed.fire(undefined)
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    if (node === undefined) {
      const entries = await this.#jobs.list()
      const damaged = entries.filter(isDamagedView)
      const window = windowFacts()
      const jobs = entries.filter(isJobView).filter((job) => this.showsAll || isShownIn(job, window))
      const kept = (await this.#kept.list()).filter((image) => this.showsAll || isShownIn(ownerOf(image), window))
      return [
        ...damaged.map((entry) => ({ kind: 'damaged', entry }) as const),
        ...groupByDay(jobs).map((day) => ({ kind: 'day', ...day }) as const),
        ...(kept.length === 0 ? [] : [{ kind: 'keptGroup', images: kept } as const]),
      ]
    }
    if (node.kind === 'keptGroup') {
      return node.images.map((kept) => ({ kind: 'kept', kept, file: this.#kept.fileOf(kept) }))
    }
    if (node.kind === 'day') return node.jobs.map((job) => ({ kind: 'job', job }))
    if (node.kind === 'job' && node.job.files.length > 1) {
      return node.job.files.map((file) => ({ kind: 'file', job: node.job, file }))
    }
    return []
  }

  async getTreeItem(node: HistoryNode): Promise<vscode.TreeItem> {
    this.#showNode ??= import('../features/history/show-nodes.ts').then(({ createShowNode }) =>
      createShowNode(this.#jobs),
    )
    return (await this.#showNode)(node)
  }

  /** Files, for the Explorer, a terminal or an image's own editor; a text takes them as links, see drop-images.ts. */
  handleDrag(nodes: readonly HistoryNode[], data: vscode.DataTransfer): void {
    const uris = nodes.flatMap((node) =>
      node.kind === 'file' ? [node.file.uri] : node.kind === 'job' ? node.job.files.map((file) => file.uri) : [],
    )
    if (uris.length > 0) data.set(uriList, new vscode.DataTransferItem(uris.join('\r\n')))
  }
}
