import type { ServerResponse } from 'node:http'

/** Waits until there is room again, or the connection is closed. Leaves no listener behind. */
function roomIn(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    function done(): void {
      outgoing.off('drain', done)
      outgoing.off('close', done)
      resolve()
    }
    outgoing.on('drain', done)
    outgoing.on('close', done)
  })
}

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
  const wholeBytes = Number(response.headers.get('content-length') ?? NaN)
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (outgoing.destroyed) return
    if (part.value.byteLength === wholeBytes) {
      // Head and body in one write.
      outgoing.end(part.value)
      return
    }
    // That is the point: one piece after another.
    if (!outgoing.write(part.value)) await roomIn(outgoing)
  }
  outgoing.end()
}
