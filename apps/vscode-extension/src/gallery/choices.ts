import * as vscode from 'vscode'
import { finishWith } from '../features/submission/finish.ts'
import { isJobView } from '../model/jobs/damaged-view.ts'
import { clipped, isChoiceOpen, type JobView } from '../model/jobs/job-view.ts'
import { isOwnJob } from '../model/jobs/ownership.ts'
import { t } from '../platform/t.ts'
import { windowFacts } from '../platform/window-facts.ts'
import type { Services } from '../services.ts'

/** Variants that wait for a user, who wants one of them or all. The records know: no window needs to stay open. */
export interface Choices {
  /** Does this job wait for a choice that isn't being made yet? */
  isOpen(job: JobView): boolean
  /** The newest of this workspace. */
  newest(): Promise<JobView | undefined>
  /**
   * @param index Of the image that is wanted; without one, all are.
   * @returns Whether it was made now, and not before.
   */
  make(jobId: string, index?: number): Promise<boolean>
  /** Says that the images wait, with buttons to choose and to keep all. One message for a job at a time. */
  remind(job: JobView, show: (job: JobView) => Promise<void>): Promise<void>
}

export function createChoices(services: Services): Choices {
  const { jobs } = services
  const making = new Set<string>()
  const reminding = new Set<string>()

  async function make(jobId: string, index?: number): Promise<boolean> {
    if (making.has(jobId)) return false
    making.add(jobId)
    try {
      const job = await jobs.read(jobId)
      const files = job?.files.filter((file) => index === undefined || file.index === index) ?? []
      const isWaiting = job !== undefined && isChoiceOpen(job) && files.length > 0
      if (isWaiting && (await finishWith(services, job, files))) return true
      void vscode.window.showInformationMessage(t('choiceMade'))
      return false
    } finally {
      making.delete(jobId)
    }
  }

  /** A choice that is being made isn't open any more. */
  const isOpen = (job: JobView): boolean => isChoiceOpen(job) && !making.has(job.id)

  return {
    isOpen,
    async newest() {
      const window = windowFacts()
      const open = (await jobs.list()).filter(isJobView).filter(isOpen)
      return open.find((job) => isOwnJob(job, window))
    },
    make,
    async remind(job, show) {
      if (reminding.has(job.id)) return
      reminding.add(job.id)
      try {
        const choose = t('choose')
        const { length: count } = job.files
        const keepAll = t('keepAll', { count })
        const message = t('choiceReady', { count, prompt: clipped(job.prompt) })
        const answer = await vscode.window.showInformationMessage(message, choose, keepAll)
        if (answer === choose) await show(job)
        else if (answer === keepAll) await make(job.id)
      } finally {
        reminding.delete(job.id)
      }
    },
  }
}
