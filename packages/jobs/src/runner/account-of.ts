const encoder = new TextEncoder()

/**
 * A short fingerprint of a token, for `job.account`: equal for equal tokens of a service, and nothing can be learned from it.
 *
 * @param address The base URL of the service.
 */
export async function accountOf(token: string, address: string): Promise<string> {
  const label = encoder.encode(`fluxkit account at ${address}`)
  const key = await crypto.subtle.importKey('raw', label, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(token)))
  return Array.from(mac.slice(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
