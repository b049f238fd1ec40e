import type { Clock } from '@fluxkit/core/node'
import { readDiscordFailure } from './discord-errors.ts'
import type { Log } from '../ports/log.ts'
import { pause } from '../time/pause.ts'

/** After the last pause it stays at that. */
const pausesMs = [1_000, 2_000, 5_000, 10_000, 30_000]

export interface Patience {
  readonly clock: Pick<Clock, 'setTimer'>
  readonly log: Log
  /** Rejects when Discord has refused the bot permanently. */
  readonly failed: Promise<never>
}

/**
 * Tries again while Discord or the network is down, as after a power cut, when the machine starts before its router.
 * @throws what Discord answers for good, such as a wrong token
 */
export async function untilReachable<Result>(work: () => Promise<Result>, patience: Patience): Promise<Result> {
  const { clock, log, failed } = patience
  for (let tries = 0; ; tries++) {
    try {
      return await Promise.race([work(), failed])
    } catch (error) {
      if (!mayPass(error)) throw error
      const pauseMs = pausesMs[Math.min(tries, pausesMs.length - 1)] ?? 0
      log.warn({ error, againInSeconds: pauseMs / 1000 }, 'Discord cannot be reached; trying again')
      await Promise.race([pause(clock, pauseMs), failed])
    }
  }
}

const networkCode = /^(?:E(?:CONN|NOT|AI_|HOST|NET|TIMEDOUT|PIPE)|UND_ERR_)/

/** No answer, or one of a server in trouble. */
function mayPass(error: unknown): boolean {
  const { status } = readDiscordFailure(error)
  if (status !== undefined) return status >= 500
  const { name, code, cause } = error as { name?: unknown; code?: unknown; cause?: unknown }
  if (name === 'AbortError' || networkCode.test(String(code))) return true
  return cause instanceof Error && networkCode.test(String((cause as { code?: unknown }).code))
}
