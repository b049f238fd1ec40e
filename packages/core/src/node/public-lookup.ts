import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPublicHost, privateAddressCode } from '../images/public-address.ts'

/** The name has no public address. Downloads know it by its code and report an unsafe link. */
class PrivateAddressError extends Error {
  readonly code: typeof privateAddressCode = privateAddressCode

  constructor() {
    super('The name has no public address.')
  }

  override get name(): string {
    return 'PrivateAddressError'
  }
}

/** The part of `dns.lookup` that is needed: all addresses of a name. */
type LookupAll = (
  hostname: string,
  options: { readonly all: true; readonly family?: number; readonly hints?: number },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * A `lookup` for `net.connect` that answers only public addresses. The connection goes to the very addresses that were
 * checked, so a name that changes its mind between check and connection gains nothing. Sockets do not look up hosts that
 * are addresses already: callers check those with `isPublicHost`.
 */
export function createPublicLookup(lookup: LookupAll = systemLookup): LookupFunction {
  return (hostname, { family, hints, all }, callback) => {
    const fail = (error: Error): void => callback(error, [])
    if (!isPublicHost(hostname)) return fail(new PrivateAddressError())
    const numericFamily = family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : (family ?? 0)
    lookup(hostname, { all: true, family: numericFamily, hints: hints ?? 0 }, (error, addresses) => {
      if (error) return fail(error)
      const open = addresses.filter(({ address }) => isPublicHost(address))
      const [first] = open
      if (!first) return fail(new PrivateAddressError())
      if (all) callback(null, open)
      else callback(null, first.address, first.family)
    })
  }
}

export const publicLookup: LookupFunction = createPublicLookup()
