import type { DiscordClock, PassTime } from '../clock/clock.ts'
import type { LoggedRequest } from './request-log.ts'

/** What happens inside the simulator, in the order it happens. `userId` on a message event: only this user sees it. */
export type SimulatorEvent =
  | {
      readonly type: 'message.created'
      readonly channelId: string
      readonly messageId: string
      readonly userId?: string
    }
  | {
      readonly type: 'message.updated'
      readonly channelId: string
      readonly messageId: string
      readonly userId?: string
    }
  | {
      readonly type: 'message.deleted'
      readonly channelId: string
      readonly messageId: string
      readonly userId?: string
    }
  | { readonly type: 'interaction.created'; readonly interactionId: string; readonly userId: string }
  | { readonly type: 'interaction.updated'; readonly interactionId: string; readonly userId: string }
  | { readonly type: 'gateway.identified'; readonly sessionId: string }
  | { readonly type: 'gateway.resumed'; readonly sessionId: string }
  | { readonly type: 'gateway.closed'; readonly sessionId: string | undefined; readonly code: number }
  | {
      readonly type: 'endpoint.answered'
      readonly interactionId: string
      readonly url: string
      readonly status?: number
      readonly problem?: string
    }
  | { readonly type: 'endpoint.changed'; readonly url: string | null }
  | { readonly type: 'commands.changed'; readonly guildId: string | null }
  | { readonly type: 'typing'; readonly channelId: string }
  | ({ readonly type: 'rest.answered' } & LoggedRequest)

export interface EventStream {
  emit(event: SimulatorEvent): void
  /** @returns a function that ends the subscription */
  subscribe(listener: (event: SimulatorEvent) => void): () => void
  /**
   * Waits until `check` returns something else than undefined: it is called now and after each event.
   * @param what names the expectation in the error, and what was there instead
   * @param timeoutMs of the simulator's clock; default 10,000
   * @throws Error when the time is over
   */
  until<T>(what: () => string, check: () => T | undefined, timeoutMs?: number): Promise<T>
}

const defaultTimeoutMs = 10_000

export function createEventStream(clock: DiscordClock, passTime: PassTime = (waiting) => waiting): EventStream {
  const listeners = new Set<(event: SimulatorEvent) => void>()
  return {
    emit(event) {
      for (const listener of listeners) listener(event)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    until<T>(what: () => string, check: () => T | undefined, timeoutMs: number = defaultTimeoutMs): Promise<T> {
      const waiting = new Promise<T>((resolve, reject) => {
        const flush = (): void => {
          try {
            const value = check()
            if (value === undefined) return
            end()
            resolve(value)
          } catch (error) {
            end()
            reject(error instanceof Error ? error : new Error(String(error)))
          }
        }
        const cancelTimer = clock.setTimer(() => {
          end()
          reject(new Error(`Waited ${timeoutMs} ms in vain for ${what()}`))
        }, timeoutMs)
        const end = (): void => {
          cancelTimer()
          listeners.delete(flush)
        }
        listeners.add(flush)
        flush()
      })
      return passTime(waiting)
    },
  }
}
