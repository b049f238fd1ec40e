import { type FailureKind, failureKindOf } from '@fluxkit/core'
import type { Environment } from '../host.ts'
import { english, type Texts } from '../language/translator.ts'
import type { ErrorFacts } from '../errors/error-facts.ts'

/** Failures that a setting of this machine may be the reason of. */
const kinds: ReadonlySet<FailureKind | undefined> = new Set(['unreachable', 'connection', 'address', 'gateway'])

function mayBeSetUpWrong(code: string): boolean {
  return code === 'bad_answer' || kinds.has(failureKindOf(code))
}

/** The same facts, with the advice of {@link networkAdvice} where there is any. */
export function withNetworkAdvice(facts: ErrorFacts, env: Environment): ErrorFacts {
  const advice = networkAdvice(facts, env, english)
  return advice === undefined ? facts : { ...facts, advice }
}

/** Advice that names the settings which the failed request went by. Their values may hold passwords. */
export function networkAdvice(facts: ErrorFacts, env: Environment, { t }: Texts): string | undefined {
  if (!mayBeSetUpWrong(facts.code) || facts.url === undefined || !URL.canParse(facts.url)) return undefined
  const url = new URL(facts.url)
  const proxy = proxyFor(url, env)
  const variable = ['ACEDATACLOUD_API_BASE_URL', 'ACEDATACLOUD_PLATFORM_BASE_URL'].find((name) => isAt(env[name], url))
  if (proxy !== undefined) {
    const values = { proxy, host: url.hostname }
    return variable === undefined ? t('checkProxy', values) : t('checkProxyAndAddress', { ...values, variable })
  }
  // An answer came: the network is fine, unless a proxy gave it.
  if (facts.status === undefined) {
    return variable === undefined ? t('checkNetwork') : t('checkNetworkAndAddress', { variable })
  }
  return variable === undefined ? undefined : t('checkAddress', { variable })
}

function isAt(text: string | undefined, url: URL): boolean {
  return text !== undefined && URL.canParse(text.trim()) && new URL(text.trim()).origin === url.origin
}

/** The variable that names the proxy of a request; its own machine is reached without one. */
function proxyFor({ protocol, hostname }: URL, env: Environment): string | undefined {
  if (/^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(hostname)) return undefined
  const names = protocol === 'https:' ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy', 'HTTP_PROXY']
  const name = names.find((each) => env[each])
  const exceptions = (env['no_proxy'] || env['NO_PROXY'] || '').split(/[\s,]+/).filter((entry) => entry !== '')
  return exceptions.some((entry) => isException(entry, hostname)) ? undefined : name
}

function isException(entry: string, hostname: string): boolean {
  const name = entry
    .replace(/^\*?\./, '')
    .replace(/:\d+$/, '')
    .toLowerCase()
  return name === '*' || hostname === name || hostname.endsWith(`.${name}`)
}
