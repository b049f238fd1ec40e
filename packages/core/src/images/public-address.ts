/** The code of an error (anywhere in a chain of causes) that says: the name leads to an address that is not public. */
export const privateAddressCode = 'ERR_FLUXKIT_PRIVATE_ADDRESS'

/**
 * IPv4 ranges that are not public (IANA special-purpose registry, RFC 6890), and 168.63.129.16, where Azure answers its
 * machines. Cloud metadata at 169.254.169.254 and 100.100.100.200 lies within link-local and carrier-grade NAT.
 */
const privateV4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3'

/** Names that lead to this machine or its neighbours (RFC 6761, 6762, 8375, 9476 and cloud customs), and names without a dot. */
const privateNames = /(^|\.)(localhost|local|internal|home\.arpa)$|^[^.]*$/

/**
 * Is it an address on the public internet? Names are judged as names, without being looked up.
 * @param host a name, an IPv4 address in any spelling that URLs allow, or an IPv6 address with or without brackets
 */
export function isPublicHost(host: string): boolean {
  const address = parseHost(host)
  if (typeof address === 'string') return !privateNames.test(address)
  return address.length === 4 ? isPublicV4(address) : isPublicV6(address)
}

/** Does it lead to this very machine: `localhost`, names below it, 127.0.0.0/8, ::1? */
export function isLoopbackHost(host: string): boolean {
  const address = parseHost(host)
  if (typeof address === 'string') return /(^|\.)localhost$/.test(address)
  return address.length === 4 ? address[0] === 127 : address.join(':') === '0:0:0:0:0:0:0:1'
}

/** A name in lower case without the final dot, four bytes, or eight 16-bit groups; an unreadable host is the name `''`. */
function parseHost(host: string): string | number[] {
  let name: string
  try {
    // The URL parser knows every spelling: 0x7f.1, 2130706433, 0177.0.0.1, ::ffff:127.0.0.1, full-width digits.
    name = new URL(`http://${/^[^[]*:/.test(host) ? `[${host}]` : host}`).hostname.replace(/\.$/, '')
  } catch {
    return ''
  }
  if (/^[\d.]+$/.test(name)) return name.split('.').map(Number)
  if (!name.startsWith('[')) return name
  const [head = [], tail] = name
    .slice(1, -1)
    .split('::')
    .map((half) => (half ? half.split(':').map((group) => Number.parseInt(group, 16)) : []))
  return tail ? [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail] : head
}

function isPublicV4(address: readonly number[]): boolean {
  const value = toNumber(address)
  return !privateV4.split(' ').some((range) => {
    const [start = '', bits] = range.split('/')
    const size = 2 ** (32 - Number(bits))
    return Math.floor(value / size) === Math.floor(toNumber(start.split('.').map(Number)) / size)
  })
}

const toNumber = (address: readonly number[]): number => address.reduce((value, byte) => value * 256 + byte, 0)

/**
 * Public is global unicast (2000::/3) without what IANA took out of it; an address that carries an IPv4 one (mapped,
 * NAT64 64:ff9b::/96) is as public as that. 6to4 and Teredo, both abandoned, hide IPv4 addresses too and are not.
 */
function isPublicV6(groups: readonly number[]): boolean {
  const [first = 0, second = 0] = groups
  const prefix = groups.slice(0, 6).join(':')
  if (prefix === '0:0:0:0:0:65535' || prefix === '100:65435:0:0:0:0') {
    return isPublicV4(groups.slice(6).flatMap((group) => [group >> 8, group & 255]))
  }
  if (first >> 13 !== 1 || first === 0x2002) return false
  if (first === 0x2001) return second >= 0x200 && second !== 0xdb8
  return first !== 0x3fff || second >= 0x1000
}
