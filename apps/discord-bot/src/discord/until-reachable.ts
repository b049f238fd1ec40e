import type { Clock } from '@fluxkit/core/node'
import { readDiscordFailure } from './discord-errors.ts'
import type { Log } from '../ports/log.ts'
import { untilPossible } from '../time/until-possible.ts'

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
export function untilReachable<Result>(work: () => Promise<Result>, { clock, log, failed }: Patience): Promise<Result> {
  const onWait = (error: unknown, pauseMs: number): void =>
    log.warn({ error, againInSeconds: pauseMs / 1000 }, 'Discord cannot be reached; trying again')
  return untilPossible(work, { clock, mayPass, onWait, failed })
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
