import type { AnswerRules } from '../contract/editions/edition.ts'
import type { ArmedFault } from '../faults/armed-fault.ts'
import type { StageKinds } from '../faults/fault-kinds.ts'
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

interface Delivery {
  readonly task: Task
  /** Its `callback_url`. */
  readonly url: string
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

  const send = ({ task, url }: Delivery): Promise<void> => post(url, JSON.stringify(resultJson(task, parts.answers)))

  async function forge({ task, url }: Delivery): Promise<void> {
    const forgery = { success: true, data: [{ prompt: '', image_url: 'https://forged.example/image.png' }] }
    await post(alteredUrl(url), JSON.stringify({ ...forgery, task_id: task.id }))
    await post(url, JSON.stringify({ ...forgery, task_id: parts.newId() }))
    await post(url, '<forged>')
  }

  /** What each fault does to a delivery. A kind without an effect doesn't compile. */
  const effects: Readonly<Record<StageKinds['callback'], (delivery: Delivery, fault: ArmedFault) => Promise<void>>> = {
    'callback-lost': () => Promise.resolve(),
    'callback-twice': async (delivery) => {
      await send(delivery)
      await send(delivery)
    },
    'callback-late': async (delivery, { ms = 10_000 }) => timers.after(ms, () => void send(delivery)),
    'callback-forged': async (delivery) => {
      await forge(delivery)
      await send(delivery)
    },
    'callback-acceptance': ({ task, url }) => post(url, JSON.stringify(idsOf(task))),
    'callback-bare-failure': ({ task, url }) =>
      post(url, JSON.stringify({ success: false, ...idsOf(task), error: 'fetch failed' })),
  }

  return {
    deliver(task) {
      const { callbackUrl: url, prompt } = task.submission
      if (url === undefined) return
      const fault = faults.take('callback', 'callback', { prompt, faults: task.faults })
      void (fault ? effects[fault.kind]({ task, url }, fault) : send({ task, url }))
    },
  }
}

function idsOf(task: Task): { readonly task_id: string; readonly trace_id: string } {
  return { task_id: task.id, trace_id: task.traceId }
}
