import * as vscode from 'vscode'
import { isImageOrFolder } from '../model/naming/posix-path.ts'
import type { Services } from '../services.ts'

/** Images that are renamed or moved in the editor stay those of their jobs. */
export function registerRenames({ jobs, log }: Services): vscode.Disposable {
  async function follow(files: vscode.FileRenameEvent['files']): Promise<void> {
    try {
      const { followRenames } = await import('../features/history/moved-images.ts')
      await followRenames(jobs, files)
    } catch (error) {
      log.error('renamed images', error)
    }
  }
  return vscode.workspace.onDidRenameFiles(({ files }) => {
    const relevant = files.filter(({ oldUri }) => isImageOrFolder(oldUri.path))
    if (relevant.length > 0) void follow(relevant)
  })
}
