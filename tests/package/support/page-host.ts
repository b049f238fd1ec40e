import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** Serves one page with one script, and takes what the page reports by `POST /result`. */
export interface PageHost extends AsyncDisposable {
  readonly url: string
  readonly result: Promise<unknown>
}

export async function hostPage(script: string): Promise<PageHost> {
  const reported = Promise.withResolvers<unknown>()
  const server = createServer((incoming, outgoing) => {
    const { method, url = '/' } = incoming
    if (method === 'POST') {
      outgoing.writeHead(204).end()
      json(incoming).then(reported.resolve, reported.reject)
    } else if (url === '/page.js') {
      outgoing.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    } else {
      const page = '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>'
      outgoing.writeHead(200, { 'content-type': 'text/html' }).end(page)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    result: reported.promise,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
