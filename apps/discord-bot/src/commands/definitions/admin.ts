import { models } from '@fluxkit/core'
import {
  ApplicationCommandType,
  ChannelType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js'
import { choice, type ChoiceKey, describe } from '../../language/localizations.ts'
import { option } from './options.ts'
import { serversOnly } from './contexts.ts'
import { group, subcommand } from './subcommands.ts'

const manageGuild = String(PermissionFlagsBits.ManageGuild)
const channel_types = [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum]
const model = option('string', 'model', 'adminModel', {
  required: true,
  choices: models.map(({ id, label }) => ({ name: label, value: id })),
})
const allowed = option('boolean', 'allowed', 'adminAllowed', { required: true })
const choices = (...values: readonly ChoiceKey[]): ReturnType<typeof choice>[] => values.map(choice)

export const adminCommand: RESTPostAPIApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  name: 'flux-admin',
  ...describe('admin'),
  default_member_permissions: manageGuild,
  ...serversOnly,
  options: [
    subcommand('show', 'adminShow'),
    subcommand('open', 'adminOpen'),
    subcommand('close', 'adminClose'),
    group(
      'limits',
      'adminLimits',
      subcommand(
        'add',
        'adminLimitAdd',
        option('string', 'for', 'adminLimitFor', { required: true, choices: choices('user', 'channel', 'guild') }),
        option('string', 'max', 'adminLimitMax', { required: true, max_length: 14 }),
        option('string', 'per', 'adminLimitPer', { required: true, choices: choices('hour', 'day', 'month') }),
        option('string', 'measure', 'adminLimitMeasure', { choices: choices('images', 'money') }),
        option('role', 'role', 'adminLimitRole'),
        option('channel', 'channel', 'adminLimitChannel', { channel_types }),
      ),
      subcommand(
        'remove',
        'adminLimitRemove',
        option('string', 'limit', 'adminLimitChoice', { required: true, autocomplete: true }),
      ),
      subcommand('monthly-stop', 'adminMonthlyStop', option('string', 'amount', 'adminAmount', { max_length: 14 })),
      subcommand(
        'count',
        'adminCount',
        option('integer', 'max', 'count', { required: true, min_value: 1, max_value: 4 }),
      ),
    ),
    group(
      'allow',
      'adminAllow',
      subcommand('model', 'adminAllowModel', model, allowed),
      subcommand(
        'channel',
        'adminAllowChannel',
        option('channel', 'channel', 'adminChannel', { required: true, channel_types }),
        allowed,
      ),
    ),
    subcommand(
      'price',
      'adminPrice',
      model,
      option('string', 'price', 'adminAmount', { required: true, max_length: 14 }),
    ),
    subcommand('private', 'adminPrivate', option('boolean', 'on', 'adminOn', { required: true })),
    subcommand('costs', 'adminCosts', option('boolean', 'on', 'adminOn', { required: true })),
    subcommand(
      'retention',
      'adminRetention',
      option('integer', 'days', 'adminDays', { required: true, min_value: 0, max_value: 3650 }),
    ),
    subcommand(
      'block',
      'adminBlock',
      option('user', 'user', 'adminUser', { required: true }),
      option('boolean', 'blocked', 'adminBlocked', { required: true }),
    ),
    subcommand(
      'reports',
      'adminReports',
      option('channel', 'channel', 'adminChannel', { channel_types: channel_types.slice(0, 2) }),
    ),
  ],
}
