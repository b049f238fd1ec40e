import { once } from 'node:events'
import type { ServerResponse } from 'node:http'

/** Sends a web `Response`, no faster than the other side reads, and cancels its body when the other side goes away. */
export async function writeResponse(response: Response, outgoing: ServerResponse, isHead: boolean): Promise<void> {
  const reader = response.body?.getReader()
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (!reader || isHead) {
    await reader?.cancel()
    outgoing.end()
    return
  }
  outgoing.once('close', () => void reader.cancel().catch(() => undefined))
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (outgoing.destroyed) return
    // oxlint-disable-next-line no-await-in-loop -- that is the point: one piece after another
    if (!outgoing.write(part.value)) await Promise.race([once(outgoing, 'drain'), once(outgoing, 'close')])
  }
  outgoing.end()
}
