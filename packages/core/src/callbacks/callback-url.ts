import { invalidArgument } from '../errors/request-errors.ts'
import { fromBase64Url, toBase64Url } from './base64url.ts'

/** URLs that only the holder of a key can make, each good for one job. */
export interface CallbackUrls {
  /** @throws {InvalidRequestError} when the job key is empty, too long or no well-formed text */
  urlFor(jobKey: string): Promise<string>
  /** @returns the job key of a path that {@link urlFor} made, `undefined` for any other */
  verify(pathname: string): Promise<string | undefined>
}

/** A SHA-256 of 32 bytes. */
const macLength = 32

/** The job key in a URL that {@link CallbackUrls.urlFor} made, not verified: for code that was given the URL to send it. */
export function jobKeyIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const [data, mac] = new URL(url).pathname.split('/').slice(-2).map(fromBase64Url)
  return data?.length && mac?.length === macLength ? new TextDecoder().decode(data) : undefined
}

/** Longer ones make URLs that some servers refuse. */
const maxJobKeyLength = 256

/**
 * `<publicUrl>/<job key>/<HMAC-SHA-256 of the job key>`, both in base64url. Only the last two segments are verified, so that
 * a proxy or a router may remove what precedes them.
 * @param keys the first signs, all verify
 */
export function callbackUrls(publicUrl: string, keys: Promise<readonly CryptoKey[]>): CallbackUrls {
  const base = publicUrl.replace(/\/+$/, '')
  if (!URL.canParse(base) || !/^https?:[^?#]+$/.test(base)) {
    throw invalidArgument('publicUrl', 'needs an http(s) URL without query and fragment')
  }
  return {
    async urlFor(jobKey) {
      if (!jobKey || jobKey.length > maxJobKeyLength || /\p{Surrogate}/u.test(jobKey)) {
        throw invalidArgument('jobKey', `needs 1 to ${maxJobKeyLength} characters of well-formed text`)
      }
      const data = new TextEncoder().encode(jobKey)
      const [key] = await keys
      const mac = await crypto.subtle.sign('HMAC', key as CryptoKey, data)
      return `${base}/${toBase64Url(data)}/${toBase64Url(new Uint8Array(mac))}`
    },
    async verify(pathname) {
      const [data, mac] = pathname.split('/').slice(-2).map(fromBase64Url)
      if (!data?.length || !mac) return undefined
      // WebCrypto compares in constant time; every key is tried, so that timing does not reveal which one matched.
      const matches = await Promise.all((await keys).map((key) => crypto.subtle.verify('HMAC', key, mac, data)))
      return matches.includes(true) ? new TextDecoder().decode(data) : undefined
    },
  }
}
