import { describe, expect, test } from 'vitest'
import type { JobRequest } from '../model/job.ts'
import type { BotInteraction } from '../discord/bot-interaction.ts'
import { defaultGuildSettings, type GuildSettings } from '../limits/guild-settings.ts'
import { aRequest } from '../test/builders.ts'
import { checkRequest } from './check-request.ts'

const viewSendAttach = (1n << 10n) | (1n << 11n) | (1n << 15n)

interface Given {
  readonly request?: Partial<JobRequest>
  readonly settings?: Partial<GuildSettings>
  readonly interaction?: Partial<BotInteraction>
}

/** The key of the sentence, or `fine`. */
function check({ request, settings, interaction }: Given): string {
  const requested = { userId: '300', guildId: '100', channelId: '200', isThread: false, botPermissions: viewSendAttach }
  const refusal = checkRequest(
    { ...requested, ...interaction } as BotInteraction,
    aRequest({ size: undefined, ...request }),
    {
      ...defaultGuildSettings,
      ...settings,
    },
  )
  return refusal?.kind === 'message' ? refusal.message.key : (refusal?.kind ?? 'fine')
}

describe('what can be known before anybody is asked', () => {
  test.each<[string, Given, string]>([
    ['nothing is wrong', {}, 'fine'],
    ['another channel', { settings: { channelIds: ['201'] } }, 'refusedChannel'],
    ['this channel', { settings: { channelIds: ['201', '200'] } }, 'fine'],
    ['a thread of the channel', { settings: { channelIds: ['201'] }, interaction: { parentChannelId: '201' } }, 'fine'],
    [
      'the bot may not attach files',
      { interaction: { botPermissions: (1n << 10n) | (1n << 11n) } },
      'refusedPermission',
    ],
    ['the bot is an administrator', { interaction: { botPermissions: 1n << 3n } }, 'fine'],
    ['a thread wants its own permission', { interaction: { isThread: true } }, 'refusedPermission'],
    ['in a thread with it', { interaction: { isThread: true, botPermissions: viewSendAttach | (1n << 38n) } }, 'fine'],
    ['private needs none', { interaction: { botPermissions: 0n }, request: { private: true } }, 'fine'],
    ['nor does a direct message', { interaction: { botPermissions: 0n, guildId: null } }, 'fine'],
    ['no prompt but blanks', { request: { prompt: ' \n ' } }, 'refusedPrompt'],
    ['4,000 characters', { request: { prompt: 'x'.repeat(4000) } }, 'fine'],
    ['4,001 characters', { request: { prompt: 'x'.repeat(4001) } }, 'refusedPrompt'],
    ['no such model', { request: { model: 'flux-99' } }, 'refusedUnknownModel'],
    ['a model that is not allowed', { settings: { models: ['flux-2-pro'] } }, 'refusedModel'],
    ['the one that is', { settings: { models: ['flux-2-pro'] }, request: { model: 'flux-2-pro' } }, 'fine'],
    ['editing with a model that cannot', { request: { action: 'edit', model: 'flux-pro-1.1' } }, 'refusedAction'],
    ['editing with one that can', { request: { action: 'edit', model: 'flux-kontext-pro' } }, 'fine'],
    ['a size that the model does not have', { request: { size: '1000x1000' } }, 'refusedSize'],
    ['one that it has', { request: { size: '1024x1024' } }, 'fine'],
    ['as many as allowed', { settings: { maxCount: 2 }, request: { count: 2 } }, 'fine'],
    ['one more', { settings: { maxCount: 2 }, request: { count: 3 } }, 'refusedCount'],
  ])('%s', (_, given, expected) => {
    expect(check(given)).toBe(expected)
  })

  test('the channel comes before the request', () => {
    expect(check({ request: { prompt: '' }, settings: { channelIds: ['9'] } })).toBe('refusedChannel')
  })
})
