import { Hono, type Context, type Next } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Activity, ActivityStatus } from './activity.ts'
import type { BotProcess } from './bot-process.ts'
import type { PageBundle } from './bundle-page.ts'
import { pageHtml } from './page-html.ts'

export interface PageParts {
  readonly bundle: PageBundle
  readonly activity: Activity
  readonly status: () => ActivityStatus
  readonly bot: BotProcess
  /** What the page has to know to begin. */
  readonly setup: { readonly controlUrl: string; readonly fluxUrl: string }
  /** The origins of this server: only its pages may control the bot. */
  readonly origins: readonly string[]
}

const statusEveryMs = 1000
const localHost = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/u

/** The page, what it needs to begin, what happens underneath, and the switch of the bot. */
export function createPageRoutes(parts: PageParts): Hono {
  const { bundle, bot, setup, origins } = parts
  const routes = new Hono()
  const asset = (type: string, body: string) => (context: Context) => context.body(body, 200, { 'content-type': type })

  routes.use(async (context: Context, next: Next) => {
    // A foreign name that resolves to this machine must not open it to the page behind that name.
    if (!localHost.test(context.req.header('host') ?? '')) return context.text('This is not for other machines', 421)
    await next()
    for (const [name, value] of Object.entries(headers(setup.controlUrl))) context.header(name, value)
    return undefined
  })
  routes.get('/', (context) => context.html(pageHtml))
  routes.get('/page.js', asset('text/javascript; charset=utf-8', bundle.script))
  routes.get('/page.css', asset('text/css; charset=utf-8', bundle.style))
  routes.get('/setup', (context) => context.json(setup))
  routes.get('/activity', (context) => streamActivity(context, parts))
  routes.post('/bot', async (context) => {
    const type = context.req.header('content-type') ?? ''
    if (!origins.includes(context.req.header('origin') ?? '') || !type.startsWith('application/json'))
      return context.json({ error: 'Only the page itself may do that' }, 403)
    const { action }: { action?: unknown } = await context.req.json()
    if (action === 'kill') await bot.kill()
    else if (action === 'stop') await bot.stop()
    else if (action === 'start') await bot.start()
    else return context.json({ error: 'There is no such action' }, 400)
    return context.json({ state: bot.state })
  })
  routes.onError((error, context) => context.json({ error: error.message }, 500))
  return routes
}

function streamActivity(context: Context, { activity, status }: PageParts): Response {
  return streamSSE(context, async (stream) => {
    const send = (event: string, data: unknown): void =>
      void stream.writeSSE({ event, data: JSON.stringify(data) }).catch(() => undefined)
    for (const entry of activity.latest) send('entry', entry)
    send('status', status())
    const end = activity.subscribe((entry) => {
      send('entry', entry)
      send('status', status())
    })
    const timer = setInterval(() => send('status', status()), statusEveryMs)
    await new Promise<void>((resolve) => {
      stream.onAbort(() => resolve())
    })
    clearInterval(timer)
    end()
  })
}

/** Scripts only from this origin; images and connections also from the simulator of Discord. */
function headers(controlUrl: string): Record<string, string> {
  const { origin } = new URL(controlUrl)
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      // The elements set the colours of names by style attributes.
      "style-src 'self' 'unsafe-inline'",
      // The emoji, which are part of the style.
      'font-src data:',
      `img-src 'self' data: blob: ${origin}`,
      `connect-src 'self' ${origin}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  }
}
