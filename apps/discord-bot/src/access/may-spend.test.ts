import { expect, test } from 'vitest'
import { deniedAccess, opensGuild } from './may-spend.ts'

const owners = new Set(['900'])
const member = { userId: '300', guildId: '100' }
const outside = { userId: '300', guildId: null }
const open = { isOpen: true, byUserId: '900', atMs: 0 }
const closed = { ...open, isOpen: false }

test('with nothing configured the owner may spend everywhere, and nobody else anywhere', () => {
  expect(deniedAccess({ ...member, userId: '900' }, {}, owners, undefined)).toBeUndefined()
  expect(deniedAccess({ ...outside, userId: '900' }, {}, owners, undefined)).toBeUndefined()
  expect(deniedAccess(member, {}, owners, undefined)).toEqual({
    kind: 'guild',
    id: '100',
    line: 'FLUXKIT_GUILDS=100',
  })
  expect(deniedAccess(outside, {}, owners, undefined)).toEqual({ kind: 'user', id: '300', line: 'FLUXKIT_USERS=300' })
})

test('without known owners everything is closed', () => {
  expect(deniedAccess({ ...member, userId: '' }, {}, new Set(), undefined)).toMatchObject({ kind: 'guild' })
})

test('a server that the owner has opened is open to its members until it is closed', () => {
  expect(deniedAccess(member, {}, owners, open)).toBeUndefined()
  expect(deniedAccess(member, {}, owners, closed)).toEqual({ kind: 'closed' })
  expect(deniedAccess({ ...member, userId: '900' }, {}, owners, closed)).toBeUndefined()
})

test('servers and users are those on the lists, and the refusal does not repeat the lists', () => {
  const config = { FLUXKIT_GUILDS: new Set(['100', '101']), FLUXKIT_USERS: new Set(['300']) }

  expect(deniedAccess(member, config, owners, undefined)).toBeUndefined()
  expect(deniedAccess(member, config, owners, closed)).toEqual({ kind: 'closed' })
  expect(deniedAccess(outside, config, owners, undefined)).toBeUndefined()
  expect(deniedAccess({ ...member, guildId: '102' }, config, owners, open)).toEqual({
    kind: 'guild',
    id: '102',
    line: 'FLUXKIT_GUILDS=…,102',
  })
  expect(deniedAccess({ ...outside, userId: '301' }, config, owners, undefined)).toEqual({
    kind: 'user',
    id: '301',
    line: 'FLUXKIT_USERS=…,301',
  })
})

test('a list of servers says nothing about direct messages, and the other way round', () => {
  expect(deniedAccess(outside, { FLUXKIT_GUILDS: '*' }, owners, undefined)).toMatchObject({ kind: 'user' })
  expect(deniedAccess(member, { FLUXKIT_USERS: '*' }, owners, undefined)).toMatchObject({ kind: 'guild' })
})

test('an asterisk means everybody, in servers that are not closed', () => {
  const config = { FLUXKIT_GUILDS: '*', FLUXKIT_USERS: '*' } as const

  expect(deniedAccess(member, config, owners, undefined)).toBeUndefined()
  expect(deniedAccess(outside, config, owners, undefined)).toBeUndefined()
  expect(deniedAccess(member, config, owners, closed)).toEqual({ kind: 'closed' })
})

test('the first command of an owner in a server opens it, and no other does', () => {
  const owner = { userId: '900', guildId: '100' }

  expect(opensGuild(owner, {}, owners, undefined)).toBe(true)
  expect(opensGuild(owner, {}, owners, closed)).toBe(false)
  expect(opensGuild(owner, {}, owners, open)).toBe(false)
  expect(opensGuild({ ...owner, guildId: null }, {}, owners, undefined)).toBe(false)
  expect(opensGuild(member, {}, owners, undefined)).toBe(false)
  expect(opensGuild(owner, { FLUXKIT_GUILDS: new Set(['101']) }, owners, undefined)).toBe(false)
})
