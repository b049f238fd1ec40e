import { join } from 'node:path'
import { rm } from 'node:fs/promises'
import type { Task } from '../../job/job.ts'
import { asObject } from '../../job/json.ts'
import { createWhole, makeFolder, readIfThere, replace } from './disk.ts'
import { encodeName } from './encode-name.ts'

/** In the folder of a job: its task, stored before or next to its record. */
const taskNoteName = 'task.json'

/** Which task belongs to which job. Written once, in a step that only one process can win. */
export interface TaskFiles {
  ownerOf(taskId: string): Promise<string | undefined>
  /** Takes a task whose job's record is about to be written with it. @returns false when it is another job's */
  own(jobId: string, taskId: string): Promise<boolean>
  /** Notes a task in the folder of a job, then takes it; gives it back when it is another's. */
  take(jobId: string, jobFolder: string, task: Task): Promise<'adopted' | 'taken'>
  /** The task stored next to a record, if it is the job's own. */
  noted(jobId: string, jobFolder: string): Promise<Task | undefined>
}

export function createTaskFiles(folder: string): TaskFiles {
  const pathOf = (taskId: string): string => join(folder, encodeName(taskId))

  async function ownerOf(taskId: string): Promise<string | undefined> {
    const owner = parsed(await readIfThere(pathOf(taskId)))
    return owner?.['task'] === taskId && typeof owner['job'] === 'string' ? owner['job'] : undefined
  }

  /** @returns false when the task is another job's */
  async function own(jobId: string, taskId: string): Promise<boolean> {
    const owner = await ownerOf(taskId)
    if (owner !== undefined) return owner === jobId
    await makeFolder(folder)
    const text = JSON.stringify({ task: taskId, job: jobId })
    if (await createWhole(pathOf(taskId), text)) return true
    const winner = await ownerOf(taskId)
    // An unreadable file is left from a crash on a file system without links.
    if (winner === undefined) await replace(pathOf(taskId), text)
    return winner === undefined || winner === jobId
  }

  return {
    ownerOf,
    own,
    async take(jobId, jobFolder, task) {
      const owner = await ownerOf(task.id)
      if (owner !== undefined && owner !== jobId) return 'taken'
      const note = join(jobFolder, taskNoteName)
      // First the note, so that a crash between the two leaves the job with its task.
      await replace(note, JSON.stringify(task))
      if (await own(jobId, task.id)) return 'adopted'
      await rm(note, { force: true })
      return 'taken'
    },
    async noted(jobId, jobFolder) {
      const note = parsed(await readIfThere(join(jobFolder, taskNoteName)))
      const id = note?.['id']
      if (typeof id !== 'string') return undefined
      // It crashed between writing the note and claiming the task.
      return (await own(jobId, id)) ? (note as unknown as Task) : undefined
    },
  }
}

function parsed(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(JSON.parse(text ?? ''))
  } catch {
    return undefined
  }
}
