import type { DiscordClock } from '../clock/clock.ts'
import { acknowledgeWithinMs } from '../state/interaction.ts'

export interface EndpointAnswer {
  readonly status: number
  /** Empty: without a body. */
  readonly body: string
}

/** There was no answer. The message says why. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  /** Nothing was sent: no program listens there. */
  readonly isUnreachable: boolean

  constructor(message: string, isUnreachable: boolean, options?: ErrorOptions) {
    super(message, options)
    this.isUnreachable = isUnreachable
  }
}

/**
 * Sends a request as Discord does: redirects aren't followed, and after 3 s of the simulator's clock it is given up.
 * @throws NoAnswer
 */
export async function post(
  { clock, closing }: { readonly clock: DiscordClock; readonly closing: AbortSignal },
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<EndpointAnswer> {
  const giveUp = new AbortController()
  const cancelTimer = clock.setTimer(() => giveUp.abort(), acknowledgeWithinMs)
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
        ...headers,
      },
      body,
      signal: AbortSignal.any([giveUp.signal, closing]),
    })
    return { status: response.status, body: await response.text() }
  } catch (error) {
    if (giveUp.signal.aborted) throw new NoAnswer(`no answer within ${acknowledgeWithinMs} ms`, false, { cause: error })
    const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException
    throw new NoAnswer(`no connection (${code ?? 'closed'})`, code === 'ECONNREFUSED', { cause: error })
  } finally {
    cancelTimer()
  }
}
