import type * as vscode from 'vscode'
import type { Jobs } from '../../jobs/jobs.ts'
import { historyItem } from './history-items.ts'
import type { HistoryNode } from './history-node.ts'
import { createImageSearch } from './image-search.ts'
import { withMovedFiles } from './moved-images.ts'

export type ShowNode = (node: HistoryNode) => Promise<vscode.TreeItem>

/** One search for all images that are missing serves all nodes. */
export function createShowNode(jobs: Pick<Jobs, 'keepFiles'>): ShowNode {
  const search = createImageSearch()
  return async (node) =>
    historyItem(node.kind === 'job' ? { ...node, job: await withMovedFiles(jobs, node.job, search) } : node)
}
