import { TransportError } from '../http/transport.ts'

/** What undici's `EnvHttpProxyAgent` wants; empty texts keep it from looking into the environment itself. */
export interface ProxySettings {
  readonly httpProxy: string
  readonly httpsProxy: string
  readonly noProxy: string
}

/**
 * The proxies that the environment names, lower case first, as curl does.
 * @throws {TransportError} for a proxy that is not an http(s) URL; its text is not repeated, since it may hold a password
 */
export function proxySettings(env: Readonly<Record<string, string | undefined>>): ProxySettings {
  const read = (name: string): string => env[name] ?? env[name.toUpperCase()] ?? ''
  const readUrl = (name: string): string => {
    const text = read(name).trim()
    if (text === '') return ''
    // As curl: a proxy without a scheme is spoken to by HTTP.
    const url = /^[a-z][\w+.-]*:\/\//i.test(text) ? text : `http://${text}`
    if (/^https?:/i.test(url) && URL.canParse(url)) return url
    const cause = Object.assign(new Error(`${name.toUpperCase()} is not an http(s) URL.`), {
      code: 'ERR_INVALID_PROXY',
    })
    throw new TransportError(cause.message, { sent: 'no', cause })
  }
  return { httpProxy: readUrl('http_proxy'), httpsProxy: readUrl('https_proxy'), noProxy: read('no_proxy') }
}
