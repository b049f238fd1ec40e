import type { Context } from '../context.ts'
import type { ArmedFault } from '../faults/armed-fault.ts'
import type { StageKinds } from '../faults/fault-kinds.ts'
import { endlessBody } from './spoilt-bodies.ts'
import { ConnectionResetError } from '../connection.ts'
import { gatewayPage } from '../http/json.ts'
import { bytesAnswer } from '../http/bytes-answer.ts'

/** A download that a fault spoils. */
export interface SpoiltDownload {
  readonly context: Context
  readonly request: Request
  readonly fault: ArmedFault<StageKinds['image']>
  readonly read: () => Promise<Response | undefined>
}

type Spoil = (download: SpoiltDownload) => Promise<Response | undefined> | Response

/** What each fault does to a download. A kind without an effect doesn't compile. */
const spoils: Readonly<Record<StageKinds['image'], Spoil>> = {
  'image-404': () => gatewayPage(404),
  'image-host-down': () => Promise.reject(new ConnectionResetError()),
  'image-html': () =>
    new Response('<!doctype html><title>Sign in</title><p>Please sign in to see this image.</p>', {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    }),
  async 'image-truncated'({ read }) {
    const whole = await read()
    const bytes = whole && new Uint8Array(await whole.arrayBuffer())
    return bytes && bytesAnswer(bytes.slice(0, bytes.byteLength >> 1), 'image/png')
  },
  'image-jpeg': async ({ context }) => bytesAnswer(await context.images.jpeg(), 'image/png'),
  'image-endless': ({ context }) => {
    const { start, filler } = context.images.endless()
    return new Response(endlessBody(start, filler), { headers: { 'content-type': 'image/png' } })
  },
  'image-redirect-private': ({ fault }) => redirect(fault.to ?? 'http://169.254.169.254/latest/meta-data/'),
  'image-redirect-loop': ({ request }) => redirect(request.url),
}

export async function spoil(download: SpoiltDownload): Promise<Response | undefined> {
  return spoils[download.fault.kind](download)
}

const hostDownMs = 10_000

/** Some faults pass by themselves. @param ageMs time since the task finished; undefined without a task */
export function isInForce({ kind, ms }: ArmedFault, ageMs: number | undefined): boolean {
  const limitMs = kind === 'image-host-down' ? (ms ?? hostDownMs) : kind === 'image-404' ? (ms ?? Infinity) : Infinity
  return (ageMs ?? 0) < limitMs
}

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location } })
}
