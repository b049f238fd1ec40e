import { expect, test } from 'vitest'
import { defaultModel } from './default-model.ts'
import { defaultGuildSettings } from './guild-settings.ts'

test('the usual model is one that is allowed, and can do what is asked', () => {
  const allowing = (...models: string[]) => ({ ...defaultGuildSettings, models })

  expect(defaultModel('generate', allowing('flux-2-pro'))).toBe('flux-2-pro')
  expect(defaultModel('generate', allowing('flux-2-pro', 'flux-dev'))).toBe('flux-dev')
  expect(defaultModel('edit', allowing('flux-2-pro', 'flux-kontext-max'))).toBe('flux-kontext-max')
})
