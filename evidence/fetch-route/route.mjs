// An application with its own route for fetch, beside a client that makes its first request.
import process from 'node:process'

const { APP_UNDICI = '', CORE = '', FETCH_FIRST = '', PROXY = '', SERVICE = '' } = process.env
const target = 'http://app.invalid/'
/** @type {(fetch: (url: string) => Promise<{ text(): Promise<string> }>) => Promise<string>} */
const routeOf = (send) =>
  send(target).then(
    (answer) => answer.text(),
    (error) => error.cause?.code ?? String(error),
  )

const own = APP_UNDICI === '' ? undefined : await import(APP_UNDICI)
own?.setGlobalDispatcher(new own.ProxyAgent(PROXY))
if (FETCH_FIRST !== '') await routeOf(fetch)
if (CORE !== '') {
  const { undiciTransport } = await import('@fluxkit/core/node')
  const transport = undiciTransport({ env: {} })
  const { signal } = new AbortController()
  const { body } = await transport({ method: 'GET', url: new URL(SERVICE), headers: {}, signal, network: 'api' })
  for await (const _ of body);
  await transport.close()
}
process.stdout.write(JSON.stringify({ fetch: await routeOf(fetch), own: own ? await routeOf(own.fetch) : undefined }))
