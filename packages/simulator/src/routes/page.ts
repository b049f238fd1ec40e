import type { Context } from '../context.ts'
import { gatewayPage } from '../http/json.ts'
import { pageHtml } from '../page/page-html.ts'
import { pageScript } from '../page/page-script.ts'
import { pageStyle } from '../page/page-style.ts'

/** Prompts are hostile: nothing on the page may run or load but what the page itself brought. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export function showPage(_context: Context): Response {
  return new Response(pageHtml, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  })
}

export function showScript(): Response {
  return new Response(pageScript, { headers: { 'content-type': 'text/javascript; charset=utf-8' } })
}

export function showStyle(): Response {
  return new Response(pageStyle, { headers: { 'content-type': 'text/css; charset=utf-8' } })
}

/** Small images for the page; not counted as downloads and without faults. */
export async function showThumbnail(context: Context, name: string): Promise<Response> {
  const found = context.images.find(name)
  if (!found) return gatewayPage(404)
  const png = await context.images.drawThumbnail(found)
  return new Response(png as Uint8Array<ArrayBuffer>, {
    headers: { 'content-type': 'image/png', 'cache-control': 'max-age=3600' },
  })
}
