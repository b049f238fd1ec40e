import type { Cdn } from './cdn.ts'

/** Answers `/attachments/…` and `/ephemeral-attachments/…` while the link's signature and time hold. */
export function answerFile(cdn: Cdn, url: URL): Response {
  const attachment = cdn.find(url.pathname, url.searchParams)
  if (attachment === undefined) return new Response('This content is no longer available.', { status: 404 })
  return new Response(new Uint8Array(attachment.bytes), {
    headers: {
      'content-type': attachment.contentType,
      'content-length': String(attachment.bytes.byteLength),
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    },
  })
}
