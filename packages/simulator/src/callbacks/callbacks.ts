import type { AnswerRules } from '../contract/editions/edition.ts'
import type { FaultList } from '../faults/fault-list.ts'
import type { SimulatorStats } from '../stats.ts'
import { resultJson } from '../tasks/task-json.ts'
import type { Task } from '../tasks/task.ts'
import type { Timers } from '../tasks/timers.ts'

/** The vendor documents no limit; a receiver that takes longer than this has lost the call. */
const receiverLimitMs = 10_000

export interface CallbackParts {
  readonly answers: AnswerRules
  readonly send: typeof fetch
  readonly timers: Timers
  readonly faults: FaultList
  readonly stats: SimulatorStats
  readonly newId: () => string
  readonly closing: AbortSignal
}

export interface CallbackSender {
  /** Posts a finished task to its `callback_url`, if it has one. Not signed, not repeated. */
  deliver(task: Task): void
}

/**
 * The URL as a forger knows it who has not seen all of it. Both of the last two characters are others: the last one of base64
 * may hold bits that mean nothing.
 */
function alteredUrl(callbackUrl: string): string {
  const url = new URL(callbackUrl)
  const part = url.search ? 'search' : 'pathname'
  url[part] = url[part].replace(/.{1,2}$/, (end) => end.replaceAll(/./g, (char) => (char === '0' ? 'A' : '0')))
  return url.href
}

export function createCallbackSender(parts: CallbackParts): CallbackSender {
  const { timers, faults, stats, closing } = parts

  async function post(url: string, body: string): Promise<void> {
    stats.callbacksSent += 1
    try {
      const response = await parts.send(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([closing, AbortSignal.timeout(receiverLimitMs)]),
      })
      await response.body?.cancel()
      if (!response.ok) stats.callbacksFailed += 1
    } catch {
      stats.callbacksFailed += 1
    }
  }

  async function forge(task: Task, callbackUrl: string): Promise<void> {
    const forgery = { success: true, data: [{ prompt: '', image_url: 'https://forged.example/image.png' }] }
    await post(alteredUrl(callbackUrl), JSON.stringify({ ...forgery, task_id: task.id }))
    await post(callbackUrl, JSON.stringify({ ...forgery, task_id: parts.newId() }))
    await post(callbackUrl, '<forged>')
  }

  function bodyOf(task: Task, kind: string | undefined): unknown {
    const ids = { task_id: task.id, trace_id: task.traceId }
    if (kind === 'callback-acceptance') return ids
    if (kind === 'callback-bare-failure') return { success: false, ...ids, error: 'fetch failed' }
    return resultJson(task, parts.answers)
  }

  async function deliverNow(task: Task, callbackUrl: string, kind: string | undefined): Promise<void> {
    const body = JSON.stringify(bodyOf(task, kind))
    if (kind === 'callback-forged') await forge(task, callbackUrl)
    await post(callbackUrl, body)
    if (kind === 'callback-twice') await post(callbackUrl, body)
  }

  return {
    deliver(task) {
      const { callbackUrl, prompt } = task.submission
      if (callbackUrl === undefined) return
      const fault = faults.take('callback', 'callback', { prompt, faults: task.faults })
      if (fault?.kind === 'callback-lost') return
      if (fault?.kind === 'callback-late')
        timers.after(fault.ms ?? 10_000, () => void deliverNow(task, callbackUrl, undefined))
      else void deliverNow(task, callbackUrl, fault?.kind)
    },
  }
}
