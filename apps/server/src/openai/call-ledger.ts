import { type Listed, isDamaged } from '@fluxkit/jobs'
import { serverPlaceOf } from '../jobs/place.ts'
import { chooseCall, type EarlierCall, repeatableForMs } from './choose-call.ts'

interface LedgerCall extends EarlierCall {
  state: EarlierCall['state']
  sinceMs: number
  isRepeated: boolean
}

/** A call whose connection is open. */
export interface OpenCall {
  /** The key of its job. */
  readonly key: string
  /** Its connection was closed, or its response written. The first report counts. */
  end(state: Exclude<EarlierCall['state'], 'open'>): void
}

/** Which jobs the calls to the OpenAI API belong to. */
export interface CallLedger {
  /**
   * Opens a call.
   * @param newKey of the job to create, unless the call repeats an earlier one
   * @param isRetry the client says that it is a retry
   */
  open(
    fingerprint: string,
    options: { readonly newKey: string; readonly isRetry: boolean; readonly nowMs: number },
  ): OpenCall
  /** Calls of a server that was killed, and whose connections were lost. */
  addLost(fingerprint: string, keys: readonly { readonly key: string; readonly sinceMs: number }[]): void
  /** Calls whose connections are open. */
  readonly openCount: number
}

/** @param now the time at which calls end */
export function createCallLedger(now: () => number): CallLedger {
  const byFingerprint = new Map<string, LedgerCall[]>()
  const known = new Set<string>()

  function callsOf(fingerprint: string): LedgerCall[] {
    const calls = byFingerprint.get(fingerprint) ?? []
    byFingerprint.set(fingerprint, calls)
    return calls
  }

  /** Calls that can no longer be repeated. */
  function forgetOld(nowMs: number): void {
    for (const [fingerprint, calls] of byFingerprint) {
      const kept = calls.filter(
        (call) => call.state === 'open' || (!call.isRepeated && nowMs - call.sinceMs <= repeatableForMs),
      )
      if (kept.length > 0) byFingerprint.set(fingerprint, kept)
      else byFingerprint.delete(fingerprint)
    }
  }

  return {
    open(fingerprint, { newKey, isRetry, nowMs }) {
      forgetOld(nowMs)
      const calls = callsOf(fingerprint)
      const repeatable = calls.filter(({ isRepeated }) => !isRepeated)
      const earlier = chooseCall(repeatable, { nowMs, isRetry }) as LedgerCall | undefined
      if (earlier) earlier.isRepeated = true
      const call: LedgerCall = { key: earlier?.key ?? newKey, state: 'open', sinceMs: nowMs, isRepeated: false }
      known.add(call.key)
      calls.push(call)
      return {
        key: call.key,
        end(state) {
          if (call.state !== 'open') return
          call.state = state
          call.sinceMs = now()
        },
      }
    },
    addLost(fingerprint, keys) {
      for (const { key, sinceMs } of keys) {
        if (known.has(key)) continue
        known.add(key)
        callsOf(fingerprint).unshift({ key, state: 'cut', sinceMs, isRepeated: false })
      }
    },
    get openCount() {
      return [...byFingerprint.values()].flat().filter(({ state }) => state === 'open').length
    },
  }
}

/** The jobs of calls without a written response, oldest first. */
export function lostCalls(
  entries: readonly Listed[],
  fingerprint: string,
): { readonly key: string; readonly sinceMs: number }[] {
  return entries.flatMap((entry) => {
    if (isDamaged(entry) || entry.held) return []
    const place = serverPlaceOf(entry.job)
    if (place?.fingerprint !== fingerprint || place.isDelivered === true || place.key === undefined) return []
    // When the process that held its connection was last alive.
    return [{ key: place.key, sinceMs: entry.job.wantedAtMs }]
  })
}
