import { TransportError } from './transport.ts'

/**
 * Failures before the first byte of a request: DNS, connecting, TLS. Sources: the error codes of Node's `dns`, `net` and
 * `tls` modules and of undici.
 */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_[A-Z]+|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|EPROTO)$/

/** Deep enough for fetch → undici → AggregateError → socket error. */
const maxDepth = 5

/** Can any byte of the failed request have reached the server? `maybe` unless the error proves that it cannot. */
export function wasSent(error: unknown, depth = 0): 'no' | 'maybe' {
  if (error instanceof TransportError) return error.sent
  if (!(error instanceof Error) || depth > maxDepth) return 'maybe'
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  if (typeof code === 'string' && (beforeSending.test(code) || syscall === 'connect')) return 'no'
  return error.cause === undefined ? 'maybe' : wasSent(error.cause, depth + 1)
}
