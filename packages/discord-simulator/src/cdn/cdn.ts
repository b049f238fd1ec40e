import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DiscordClock } from '../clock/clock.ts'
import type { AttachmentRecord } from '../state/message.ts'

/** How long a link works. Discord signs for a day. */
const lifetimeMs = 24 * 60 * 60 * 1000

export interface Cdn {
  /** Origin of the server; set when it listens. */
  origin: string
  /** Keeps the bytes reachable. */
  keep(attachment: AttachmentRecord): void
  /** The bytes are gone, links or not. */
  forget(attachmentId: string): void
  /** A link that works for a day from now. */
  sign(attachment: AttachmentRecord): string
  /** @param path and query of a request, e.g. `/attachments/1/2/a.png?ex=…&is=…&hm=…` */
  find(path: string, query: URLSearchParams): AttachmentRecord | undefined
}

export function createCdn(clock: DiscordClock, secret: string): Cdn {
  const kept = new Map<string, AttachmentRecord>()

  function pathOf(attachment: AttachmentRecord): string {
    const folder = attachment.ephemeral ? 'ephemeral-attachments' : 'attachments'
    return `/${folder}/${attachment.channelId}/${attachment.id}/${encodeURIComponent(attachment.filename)}`
  }

  function signature(path: string, expires: string, issued: string): string {
    return createHmac('sha256', secret).update(`${path}\n${expires}\n${issued}`).digest('hex')
  }

  return {
    origin: 'http://127.0.0.1',
    keep(attachment) {
      kept.set(attachment.id, attachment)
    },
    forget(attachmentId) {
      kept.delete(attachmentId)
    },
    sign(attachment) {
      const path = pathOf(attachment)
      const seconds = Math.floor(clock.now() / 1000)
      const expires = (seconds + lifetimeMs / 1000).toString(16)
      const issued = seconds.toString(16)
      return `${this.origin}${path}?ex=${expires}&is=${issued}&hm=${signature(path, expires, issued)}`
    },
    find(path, query) {
      const [expires, issued, given] = [query.get('ex'), query.get('is'), query.get('hm')]
      if (expires === null || issued === null || given === null) return undefined
      const expected = Buffer.from(signature(path, expires, issued))
      const actual = Buffer.from(given)
      if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return undefined
      if (Number.parseInt(expires, 16) * 1000 <= clock.now()) return undefined
      return kept.get(path.split('/')[3] ?? '')
    },
  }
}
