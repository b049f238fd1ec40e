import { expect, test } from 'vitest'
import { defaultGuildSettings } from './guild-settings.ts'
import { rulesFor } from './rules-for.ts'

const own = { scope: 'user', per: 'day', measure: 'images', max: 5 } as const
const settings = { ...defaultGuildSettings, limits: [own] }

test('in a server: the rules of its admins, and the operator’s monthly stop, which they cannot lift', () => {
  const config = { FLUXKIT_MONTHLY_STOP: 250_000, FLUXKIT_PRIVATE_IMAGES_PER_DAY: 10 }

  expect(rulesFor('100', settings, config)).toEqual([
    { scope: 'user', per: 'day', measure: 'images', max: 5 },
    { scope: 'guild', per: 'month', measure: 'money', max: 250_000 },
  ])
  expect(rulesFor('100', settings, { FLUXKIT_PRIVATE_IMAGES_PER_DAY: 10 })).toEqual([own])
})

test('the images a day of each member are a default, which an admin’s rule of the same kind replaces', () => {
  const config = { FLUXKIT_MEMBER_IMAGES_PER_DAY: 20, FLUXKIT_GUILD_IMAGES_PER_DAY: 200 }
  const member = { scope: 'user', per: 'day', measure: 'images', max: 20 }
  const guild = { scope: 'guild', per: 'day', measure: 'images', max: 200 }

  expect(rulesFor('100', defaultGuildSettings, config)).toEqual([member, guild])
  expect(rulesFor('100', settings, config)).toEqual([own, guild])
  const others = [{ ...own, per: 'month' } as const, { ...own, scope: 'guild', max: 900 } as const]
  expect(rulesFor('100', { ...settings, limits: others }, config)).toEqual([...others, member, guild])
})

test('the stop over everything holds in servers and outside of them', () => {
  const stop = { scope: 'all', per: 'month', measure: 'money', max: 7 }

  expect(rulesFor('100', defaultGuildSettings, { FLUXKIT_GLOBAL_MONTHLY_STOP: 7 })).toEqual([stop])
  expect(rulesFor(null, defaultGuildSettings, { FLUXKIT_GLOBAL_MONTHLY_STOP: 7 })).toEqual([stop])
})

test('elsewhere: only the operator’s rule for private use', () => {
  expect(rulesFor(null, settings, { FLUXKIT_PRIVATE_IMAGES_PER_DAY: 0 })).toEqual([
    { scope: 'user', per: 'day', measure: 'images', max: 0 },
  ])
})
