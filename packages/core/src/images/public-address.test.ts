import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { isLoopbackHost, isPublicHost } from './public-address.ts'

describe('public', () => {
  it.each([
    'fal.media',
    'v3.fal.media.',
    'cdn.acedata.cloud',
    'bucket.oss-cn-hongkong.aliyuncs.com',
    'localhost.example.com',
    'internal.example.com',
    'mylocal.dev',
    'xn--bcher-kva.example',
    '8.8.8.8',
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '168.63.129.17',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '[2a00:1450:4001:81b::200e]',
    '2001:4860:4860::8888',
    '2001:200::1',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '3fff:1000::1',
  ])('%s', (host) => {
    expect(isPublicHost(host)).toBe(true)
  })
})

describe('not public', () => {
  it.each([
    // names
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.b.localhost',
    'printer.local',
    'metadata.google.internal',
    'router.home.arpa',
    'intranet',
    '',
    '.',
    // IPv4: this network, private, shared, loopback, link-local, protocol assignments, documentation, relay,
    // benchmarking, multicast, reserved, broadcast
    '0.0.0.0',
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.100.100.200',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.7',
    '203.0.113.7',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    // other spellings of 127.0.0.1 and 10.0.0.1
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '127.0.0.1.',
    '012.0.0.1',
    '１２７.0.0.1',
    // IPv6: unspecified, loopback, link-local with and without a zone, site-local, unique local, multicast, discard
    '::',
    '::1',
    '[::1]',
    '0:0:0:0:0:0:0:1',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fec0::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '100::1',
    // IPv6 that carries a private IPv4 address: mapped, compatible, NAT64 (also its local form), 6to4, Teredo
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '[::ffff:169.254.169.254]',
    '::127.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::8.8.8.8',
    '2002:7f00:1::1',
    '2002:808:808::1',
    '2001::1',
    '2001:0:4136:e378::1',
    // documentation, benchmarking, ORCHID, segment routing
    '2001:db8::1',
    '2001:2::1',
    '2001:10::1',
    '3fff:fff::1',
    '5f00::1',
    // unreadable
    '999.1.1.1',
    '1::2::3',
    'a b',
    'user@8.8.8.8:80',
    '[::1',
  ])('%s', (host) => {
    expect(isPublicHost(host)).toBe(false)
  })
})

describe('loopback', () => {
  it.each(['localhost', 'Localhost.', 'flux.localhost', '127.0.0.1', '127.9.9.9', '0x7f.1', '::1', '[::1]'])(
    '%s is',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true)
    },
  )

  it.each(['', 'localhost.example.com', 'notlocalhost', '10.0.0.1', '0.0.0.0', '128.0.0.1', '::', '::2', '8.8.8.8'])(
    '%s is not',
    (host) => {
      expect(isLoopbackHost(host)).toBe(false)
    },
  )
})

it('treats an IPv4 address the same in all of its spellings and inside of IPv6', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const bytes = address.split('.').map(Number)
      const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
      const verdict = isPublicHost(address)
      expect(isPublicHost(String(value))).toBe(verdict)
      expect(isPublicHost(`0x${value.toString(16)}`)).toBe(verdict)
      expect(isPublicHost(`::ffff:${address}`)).toBe(verdict)
      expect(isPublicHost(`64:ff9b::${address}`)).toBe(verdict)
    }),
  )
})

it('never throws and holds nothing outside of 2000::/3 for public', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const first = Number.parseInt(new URL(`http://[${address}]`).hostname.slice(1).split(':')[0] || '0', 16)
      const carriesV4 = first === 0 || first === 0x64
      expect(!isPublicHost(address) || carriesV4 || (first >= 0x2000 && first <= 0x3fff)).toBe(true)
    }),
  )
  fc.assert(fc.property(fc.string(), (text) => typeof isPublicHost(text) === 'boolean'))
})
