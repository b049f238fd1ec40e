/** The code of an error (anywhere in a chain of causes) that says: the name leads to an address that is not public. */
export const privateAddressCode = 'ERR_FLUXKIT_PRIVATE_ADDRESS'

/** Names of this machine and its neighbours (RFC 6761, 6762, 8375, cloud customs), and names without a dot. */
const privateNames = /(^|\.)(localhost|local|internal|home\.arpa)$|^[^.]*$/

/**
 * IPv6 addresses that carry an IPv4 one and are reached like it: mapped, and NAT64 (64:ff9b::/96), which resolvers of
 * IPv6-only networks answer for every name.
 */
const carriesV4 = /^\[(?:::ffff|64:ff9b:):([\da-f]+):([\da-f]+)]$/

/**
 * Is it an address on the public internet? Names are checked as names, without a lookup.
 * @param host a name, an IPv4 address in any spelling that URLs allow, or an IPv6 address with or without brackets
 */
export function isPublicHost(host: string): boolean {
  const name = normalize(host)
  if (/^[\d.]+$/.test(name)) return isPublicV4(name.split('.').map(Number))
  const pair = carriesV4.exec(name)?.slice(1)
  if (pair) return isPublicV4(pair.flatMap((group) => [Number(`0x${group}`) >> 8, Number(`0x${group}`) & 255]))
  return name.startsWith('[') ? isPublicV6(name.slice(1).split(':')) : !privateNames.test(name)
}

/** Does it lead to this very machine: `localhost`, names below it, 127.0.0.0/8, ::1? */
export function isLoopbackHost(host: string): boolean {
  return /(^|\.)localhost$|^127(\.\d+){3}$|^\[::1]$/.test(normalize(host))
}

/** The URL parser knows every spelling: 0x7f.1, 2130706433, 0177.0.0.1, ::127.0.0.1, full-width digits. */
function normalize(host: string): string {
  const authority = /^[^[]*:/.test(host) ? `[${host}]` : host
  return URL.canParse(`http://${authority}`) ? new URL(`http://${authority}`).hostname.replace(/\.$/, '') : ''
}

/** Source: IANA's registry of special-purpose addresses (RFC 6890). Cloud metadata is in 169.254/16 and 100.64/10. */
function isPublicV4([a = 0, b = 0, c = 0, d = 0]: readonly number[]): boolean {
  const start = a * 256 + b
  return !(
    // this network, private, loopback, multicast and all above
    [0, 10, 127].includes(a) ||
    a >= 224 ||
    // carrier-grade NAT, private, benchmarking
    (a === 100 && b >> 6 === 1) ||
    (a === 172 && b >> 4 === 1) ||
    (a === 198 && b >> 1 === 9) ||
    // link-local, private
    [0xa9fe, 0xc0a8].includes(start) ||
    // 192.0.0/24, then documentation: 192.0.2/24, 198.51.100/24, 203.0.113/24; 192.88.99/24 once relayed 6to4
    [0xc00000, 0xc00002, 0xc63364, 0xcb0071, 0xc05863].includes(start * 256 + c) ||
    // 168.63.129.16, where Azure answers its machines
    (start === 0xa83f && c === 129 && d === 16)
  )
}

/**
 * Global unicast (2000::/3) without what IANA took out of it: protocols (Teredo among them), documentation, and 6to4,
 * which is abandoned and hides IPv4 addresses.
 */
function isPublicV6(groups: readonly string[]): boolean {
  const [first = 0, second = 0] = groups.map((group) => Number(`0x${group || 0}`))
  if (first === 0x2001) return second >= 0x200 && second !== 0xdb8
  return first >> 13 === 1 && first !== 0x2002 && (first !== 0x3fff || second >= 0x1000)
}
