import { type Clock } from '../http/clock.ts'
import { withDeadline } from '../http/deadline.ts'
import type { Network } from '../http/exchange.ts'
import { openLink } from './open-link.ts'
import { createImageScanner, displayedSize } from './scan-image.ts'

export interface MeasureOptions {
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** In a JPEG the size follows the metadata: a colour profile and a thumbnail take some 100 kB. */
const maxBytes = 512 * 1024

/**
 * Width and height, as displayed, of the image behind a link: its first bytes, over the same guarded way as a download
 * (public addresses only, redirects checked again, no credentials). Never throws.
 *
 * @param baseUrl the configured address of the service
 * @returns `undefined` when they cannot be had in time, whatever the reason
 */
export async function measureLink(
  { transport, clock }: Network & { readonly clock: Clock },
  baseUrl: URL,
  link: string,
  { timeoutMs, signal }: MeasureOptions,
): Promise<{ readonly width: number; readonly height: number } | undefined> {
  try {
    return await withDeadline({ clock, timeoutMs, signal }, async (stopped) => {
      const opened = await openLink(transport, baseUrl, link, { url: link }, stopped)
      try {
        return opened.response.status < 300 ? await measure(opened.response.body, stopped) : undefined
      } finally {
        opened.close()
      }
    })
  } catch {
    return undefined
  }
}

async function measure(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<{ readonly width: number; readonly height: number } | undefined> {
  const scanner = createImageScanner()
  let byteLength = 0
  for await (const chunk of body) {
    signal.throwIfAborted()
    scanner.push(chunk)
    const scan = scanner.finish()
    if (scan) return displayedSize(scan)
    if (scanner.format === false || (byteLength += chunk.byteLength) > maxBytes) return undefined
  }
  return undefined
}
