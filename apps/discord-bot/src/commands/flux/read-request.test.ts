import { describe, expect, test } from 'vitest'
import type { BotInteraction, OptionValue } from '../../discord/bot-interaction.ts'
import { defaultGuildSettings } from '../../limits/guild-settings.ts'
import { readRequest } from './read-request.ts'

const settings = defaultGuildSettings
const requested = (options: Readonly<Record<string, OptionValue>>): BotInteraction =>
  ({ options }) as unknown as BotInteraction

describe('what options ask for', () => {
  test('nothing but a prompt: the usual model, one image, in public', () => {
    expect(readRequest(requested({ prompt: ' a fox ' }), 'generate', settings, undefined)).toEqual({
      action: 'generate',
      prompt: 'a fox',
      model: 'flux-dev',
      size: undefined,
      count: 1,
      private: false,
      spoiler: false,
    })
  })

  test('a preset adds its words, and fills in what was not said', () => {
    const preset = { name: 'noir', text: 'film noir', model: 'flux-2-pro', size: '1024x768' }

    expect(readRequest(requested({ prompt: 'a fox' }), 'generate', settings, preset)).toMatchObject({
      prompt: 'a fox, film noir',
      model: 'flux-2-pro',
      size: '1024x768',
    })
    const reported = requested({ prompt: 'a fox', model: 'flux-dev', size: '512x512' })
    expect(readRequest(reported, 'generate', settings, preset)).toMatchObject({ model: 'flux-dev', size: '512x512' })
    expect(readRequest(requested({}), 'edit', settings, preset)).toMatchObject({ model: 'flux-2-pro' })
  })

  test('false is an answer: somebody may be public where private is usual', () => {
    const usual = { ...settings, privateByDefault: true }

    expect(readRequest(requested({}), 'generate', usual, undefined).private).toBe(true)
    expect(readRequest(requested({ private: false }), 'generate', usual, undefined).private).toBe(false)
    expect(readRequest(requested({ spoiler: true, count: 4 }), 'generate', settings, undefined)).toMatchObject({
      spoiler: true,
      count: 4,
    })
  })
})
