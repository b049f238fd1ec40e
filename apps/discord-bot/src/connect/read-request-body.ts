import type { Clock } from '@fluxkit/core/node'

/** Why a body was not read: too many bytes, too slow, or its connection ended. */
export type Unread = 'too large' | 'too slow' | 'cut off'

export interface ReadLimits {
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly clock: Pick<Clock, 'setTimer'>
}

/** Reads a whole body, never holding more than `maxBytes`, and gives it up after `timeoutMs` in all. */
export async function readRequestBody(request: Request, limits: ReadLimits): Promise<Uint8Array | Unread> {
  const { maxBytes, timeoutMs, clock } = limits
  if (Number(request.headers.get('content-length')) > maxBytes) return 'too large'
  const reader = request.body?.getReader()
  if (!reader) return new Uint8Array()
  let cancelTimer = (): void => undefined
  const late = new Promise<'too slow'>((resolve) => {
    cancelTimer = clock.setTimer(() => resolve('too slow'), timeoutMs)
  })
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const part = await Promise.race([reader.read(), late])
      if (part === 'too slow') return part
      if (part.done) return Buffer.concat(chunks)
      const chunk: Uint8Array = part.value
      length += chunk.byteLength
      if (length > maxBytes) return 'too large'
      chunks.push(chunk)
    }
  } catch {
    return 'cut off'
  } finally {
    cancelTimer()
    // Not waited for: a peer that stopped sending may never let it end.
    reader.cancel().catch(() => undefined)
  }
}
