import * as vscode from 'vscode'
import { contextKeys } from '../../contributions.ts'
import type { JobView, SavedFile } from '../../model/jobs/job-view.ts'
import { basename } from '../../model/naming/posix-path.ts'
import { replaceFile } from '../../platform/replace-file.ts'
import type { Services } from '../../services.ts'
import { factsOf } from '../kept/put-aside.ts'
import { restore } from '../kept/restore.ts'

/**
 * Edits that replaced their originals, which are kept on disk. The editor's own Undo does not cover files that an
 * extension has changed, so its key runs our command where an image is shown that this window has replaced.
 */
export interface Replacements {
  /**
   * Replaces the original by the edited image, in one step.
   *
   * @throws the file system's error; nothing is replaced if the original can't be kept
   */
  replace(job: JobView, file: SavedFile, original: vscode.Uri): Promise<void>
  /** Undoes the replacement of an image, or the last one, even of an earlier session. @returns The image; `undefined` when nothing was replaced */
  undo(original?: vscode.Uri): Promise<vscode.Uri | undefined>
}

export function createReplacements(services: Pick<Services, 'kept' | 'jobs' | 'writeImage'>): Replacements {
  const { kept, jobs } = services
  /** Originals that this window has replaced: the key works on them. */
  const replaced = new Map<string, vscode.Uri>()
  const running = new Set<string>()

  function show(): Thenable<unknown> {
    // The window may run on another system than the files.
    const paths = [...replaced.values()].flatMap(({ fsPath, path }) => [fsPath, path.replaceAll('/', '\\')])
    return vscode.commands.executeCommand('setContext', contextKeys.replacedPaths, paths)
  }

  return {
    async replace(job, chosen, original) {
      // It may have been renamed while the question was open.
      const file = (await jobs.read(job.id))?.files.find(({ index }) => index === chosen.index) ?? chosen
      const edited = vscode.Uri.parse(file.uri, true)
      const facts = { ...factsOf(job, { width: 0, height: 0 }), editedName: basename(edited.path) }
      await kept.copy(original, { reason: 'replaced', ...facts })
      await replaceFile(edited, original)
      replaced.set(original.toString(), original)
      await show()
      await jobs.keepFiles(job.id, () => [{ ...file, uri: original.toString() }])
    },
    async undo(original) {
      const wanted = original?.toString()
      const latest = (await kept.list()).find(
        ({ id, reason, from }) => reason === 'replaced' && (wanted ?? from) === from && !running.has(id),
      )
      if (latest === undefined) return undefined
      // A second key press undoes nothing twice.
      running.add(latest.id)
      try {
        return await restore(services, latest)
      } finally {
        running.delete(latest.id)
        if (!(await kept.list()).some(({ reason, from }) => reason === 'replaced' && from === latest.from)) {
          replaced.delete(latest.from)
        }
        await show()
      }
    },
  }
}
