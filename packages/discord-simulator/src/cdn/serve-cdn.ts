import type { ServerResponse } from 'node:http'
import type { Cdn } from './cdn.ts'

/** Answers `/attachments/…` and `/ephemeral-attachments/…` while the link's signature and time hold. */
export function serveCdn(cdn: Cdn, url: URL, outgoing: ServerResponse): void {
  const attachment = cdn.find(url.pathname, url.searchParams)
  if (attachment === undefined) {
    outgoing.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
    outgoing.end('This content is no longer available.')
    return
  }
  outgoing.writeHead(200, {
    'content-type': attachment.contentType,
    'content-length': attachment.bytes.byteLength,
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  })
  outgoing.end(attachment.bytes)
}
