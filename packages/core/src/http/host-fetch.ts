/** What the hosts of `fetch` need beyond the standard, so that one call is one request. */
export interface HostFetch {
  readonly init: RequestInit
  /** May answers come through a proxy? Where that cannot be seen, they may. */
  readonly mayBeProxied: boolean
  /** Does the failure prove that no connection was made? For hosts whose errors have no code. */
  isUnconnected(error: unknown): boolean
}

interface Host {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> }
  readonly Deno?: { createHttpClient?(options: object): object }
}

/** As little of it as every set of types agrees on. */
const thisHost: object = globalThis

export function detectHostFetch(host: Host = thisHost): HostFetch {
  const client = host.Deno?.createHttpClient?.({ poolMaxIdlePerHost: 0, http2: false })
  return {
    // Deno automatically repeats a POST when a reused connection is reset (2.9, tried): it gets none to reuse.
    init: { ...cacheInit(), ...(client && ({ client } as RequestInit)) },
    mayBeProxied: host.Deno !== undefined || namesProxy(host),
    // Only with that client: after its own repetition, the error would be about the second try.
    isUnconnected: (error) => client !== undefined && /client error \(Connect\)/.test(messageOfCause(error)),
  }
}

/** Next.js 14 answers repeated POSTs from its cache. Workers refuse the field before the compatibility date 2024-11-11. */
function cacheInit(): RequestInit {
  const init = { cache: 'no-store' } as const
  try {
    return new Request('https://example.com/', init).url ? init : {}
  } catch {
    return {}
  }
}

/** Not for Deno, where reading the environment needs a permission. */
function namesProxy({ process }: Host): boolean {
  const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY']
  return names.some((name) => process?.env?.[name] || process?.env?.[name.toLowerCase()])
}

function messageOfCause(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error ? cause.message : ''
}
