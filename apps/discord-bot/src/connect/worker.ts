import { untilTokenRefused } from '../discord/watch-rest.ts'
import { closeRest, createBotRest } from './bot-rest.ts'
import type { Connection, ConnectionTools } from './connection.ts'

/** No interaction arrives here: other processes answer them. */
export function createWorkerConnection(tools: ConnectionTools): Connection {
  const rest = createBotRest(tools)
  return {
    rest,
    failed: untilTokenRefused(rest),
    isReady: () => true,
    open: async () => undefined,
    compare: () => undefined,
    close: async () => closeRest(rest),
  }
}
