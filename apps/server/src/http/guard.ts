import { createHash, timingSafeEqual } from 'node:crypto'
import { localhostAllowedHostnames, validateHostHeader, validateOriginHeader } from '@modelcontextprotocol/server'

export interface GuardOptions {
  /** The bearer token of this server, not the service's token. */
  readonly token: string
  /** Host names, in addition to loopback, that requests may be addressed to. */
  readonly allowHosts: readonly string[]
  /** Websites whose pages may call the server. */
  readonly allowOrigins: readonly string[]
}

export interface Rejection {
  readonly status: 401 | 403
  readonly code: 'unauthorized' | 'forbidden_host' | 'forbidden_origin'
  readonly message: string
}

/**
 * Who may call. Pages that a browser shows can reach loopback, by its address or by a name that their owner points there
 * (DNS rebinding), so Host and Origin are checked before the token.
 */
export function guard(headers: Headers, options: GuardOptions, needsToken = true): Rejection | undefined {
  const local = localhostAllowedHostnames()
  if (!validateHostHeader(headers.get('host'), [...local, ...options.allowHosts]).ok) {
    return { status: 403, code: 'forbidden_host', message: 'Requests for this host aren’t served: see --allow-host.' }
  }
  if (!validateOriginHeader(headers.get('origin'), [...local, ...options.allowOrigins]).ok) {
    return { status: 403, code: 'forbidden_origin', message: 'Pages of this origin aren’t served: see --allow-origin.' }
  }
  if (!needsToken || isBearer(headers.get('authorization'), options.token)) return undefined
  return { status: 401, code: 'unauthorized', message: 'The bearer token of fluxkit-server is missing or wrong.' }
}

/** In constant time, whatever the lengths are. */
function isBearer(header: string | null, token: string): boolean {
  const given = /^bearer (.*)$/i.exec(header ?? '')?.[1]?.trim() ?? ''
  return timingSafeEqual(digest(given), digest(token))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
