import { endStates, type Job, type JobGroup, type NotifiedJob } from '../model/job.ts'
import { isGroupDone, jobsOfGroup } from '../model/group.ts'
import { deliver } from './deliver.ts'
import type { JobTools } from './job-tools.ts'
import { showGroupProgress } from './group-progress.ts'
import { keep } from './note-delivery.ts'

export type DeliveryOutcome = 'delivered' | 'later' | 'soon' | 'lost'

/**
 * A comparison has one message, and only the delivery of its first job, the lead, writes it: under one lease, from all jobs as
 * they are at that moment. Another job that has something to report has the lead delivered again.
 * @returns `soon`: that message is being written with what was known before
 */
export async function deliverOfGroup(
  tools: JobTools,
  job: NotifiedJob,
  group: JobGroup,
  owner: string,
  leaseMs: number,
): Promise<DeliveryOutcome> {
  const jobs = await jobsOfGroup(tools.store.jobs, group)
  const lead = jobs.find(({ id }) => id === group.id)
  // Its user has had the lead forgotten, or its record is damaged: there is no message of all any more.
  if (!lead || lead.request.prompt === '') return keep(tools, job, owner)
  const isToShow = isGroupDone(jobs) || jobs.some(({ state }) => state === 'unconfirmed')
  if (job.id === lead.id && isToShow) return deliver(tools, job, owner)
  if (job.id !== lead.id && !(await passOn(tools, lead, owner, leaseMs))) return 'soon'
  // What it has put in the place of the images is replaced when this job is delivered again.
  if (!isToShow && (await showGroupProgress(tools, job)) === 'overtaken') return 'soon'
  await tools.store.deliveries.setDelivery(job.id, job.notice, 'delivered', owner)
  return 'delivered'
}

/** @returns false when the lead is being delivered: what it shows may be older than this */
async function passOn({ store }: JobTools, lead: Job, owner: string, leaseMs: number): Promise<boolean> {
  if (lead.delivery === 'pending') return false
  if (lead.delivery === 'delivered') await store.deliveries.repeat(lead.id)
  // It ended without a separate message. One that continues reports all of them when it ends.
  else if (lead.delivery === 'waiting' && endStates.has(lead.state))
    await store.deliveries.notify(lead.id, 'cancelled', owner, leaseMs)
  return true
}
