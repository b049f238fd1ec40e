import { Hono } from 'hono'

/**
 * The server behind `proxyUrl`: forwards Fluxkit's requests from pages and adds the token. A POST that a browser repeats by
 * itself has the key of the first, and gets the answer of the first. Check who your users are before it.
 */
export function fluxProxy(token: string, service = 'https://api.acedata.cloud'): Hono {
  const answers = new Map<string, Promise<readonly [text: string, status: number]>>()
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const forward = async (path: string, body: string): Promise<readonly [string, number]> => {
    const answer = await fetch(`${service}/flux/${path}`, { method: 'POST', body, headers, redirect: 'manual' })
    return [await answer.text(), answer.status]
  }
  return new Hono().post('/flux/:path{images|tasks}', async ({ req }) => {
    const body = await req.text()
    const key = req.header('idempotency-key') ?? crypto.randomUUID()
    const answer = answers.get(key) ?? forward(req.param('path'), body)
    answers.set(key, answer)
    setTimeout(() => answers.delete(key), 600_000).unref()
    const [text, status] = await answer
    return new Response(text, { status })
  })
}
