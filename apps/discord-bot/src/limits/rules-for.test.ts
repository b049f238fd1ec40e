import { expect, test } from 'vitest'
import { defaultGuildSettings } from '../store/guild-settings.ts'
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

test('elsewhere: the operator’s rule for private use alone', () => {
  expect(rulesFor(null, settings, { FLUXKIT_PRIVATE_IMAGES_PER_DAY: 0 })).toEqual([
    { scope: 'user', per: 'day', measure: 'images', max: 0 },
  ])
})
