import type { MiddlewareHandler } from 'hono'
import type { Bindings } from '../connection.ts'

/** Where pages come from that are developed on this machine. */
const loopbackOrigin = /^https?:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/

/**
 * Lets pages of this machine, and no others, call the service from a browser (CORS, fetch standard). What the vendor
 * allows is not known; a sandbox that browsers cannot reach would be useless to them.
 */
export const allowLoopbackPages: MiddlewareHandler<{ Bindings: Bindings }> = async (context, next) => {
  const { req } = context
  const origin = req.header('origin')
  if (origin === undefined || !loopbackOrigin.test(origin)) return next()
  if (req.method === 'OPTIONS') {
    return new Response(null, {
      status: 204,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'accept, authorization, content-type',
        'access-control-max-age': '600',
        vary: 'origin',
      },
    })
  }
  await next()
  context.header('access-control-allow-origin', origin)
  context.header('access-control-expose-headers', 'retry-after')
  context.header('vary', 'origin')
}
