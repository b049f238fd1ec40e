import type { Clock } from '@fluxkit/core/node'
import pg from 'pg'

export interface ListenerOptions {
  readonly url: string
  readonly clock: Clock
  readonly onTrouble: (error: unknown) => void
}

export interface Listener {
  /** @returns a function that ends it */
  listen(channel: string, onNotification: () => void): () => void
  close(): Promise<void>
}

const reconnectMs = 5_000

/**
 * Hears notifications on one connection of its own, which is made at the first use and again after it broke. What is missed
 * meanwhile is found by polling; after each new connection everybody is called once.
 */
export function createListener({ url, clock, onTrouble }: ListenerOptions): Listener {
  const listeners = new Map<string, Set<() => void>>()
  let client: pg.Client | undefined
  let isClosed = false
  let cancelTimer = (): void => undefined

  function connect(): void {
    const next = new pg.Client({ connectionString: url, application_name: 'fluxkit-bot-listen', keepAlive: true })
    client = next
    next.on('error', (error) => broken(next, error))
    next.on('end', () => broken(next, new Error('The connection for notifications has ended.')))
    next.on('notification', ({ channel }) => notify(channel))
    void start(next)
  }

  async function start(next: pg.Client): Promise<void> {
    try {
      await next.connect()
      for (const channel of listeners.keys()) await subscribe(next, channel)
    } catch (error) {
      return broken(next, error)
    }
    for (const channel of listeners.keys()) notify(channel)
  }

  function notify(channel: string): void {
    for (const onNotification of listeners.get(channel) ?? []) onNotification()
  }

  function broken(which: pg.Client, error: unknown): void {
    if (client !== which || isClosed) return
    client = undefined
    onTrouble(error)
    which.end().catch(() => undefined)
    cancelTimer = clock.setTimer(connect, reconnectMs)
  }

  return {
    listen(channel, onNotification) {
      const isFirst = !listeners.has(channel)
      const known = listeners.get(channel) ?? new Set()
      listeners.set(channel, known.add(onNotification))
      if (listeners.size === 1 && isFirst) connect()
      else if (isFirst && client) {
        const current = client
        subscribe(current, channel).catch((error: unknown) => broken(current, error))
      }
      return () => void known.delete(onNotification)
    },
    async close() {
      isClosed = true
      cancelTimer()
      await client?.end().catch(() => undefined)
    },
  }
}

async function subscribe(client: pg.Client, channel: string): Promise<void> {
  await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
}
