import { ApplicationCommandType, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js'
import { maxQueryLength } from '../../discord/custom-id.ts'
import { describe } from '../../language/localizations.ts'
import { maxPromptLength } from '../../limits/max-prompt-length.ts'
import { option } from './options.ts'
import { everywhere } from './contexts.ts'
import { group, subcommand } from './subcommands.ts'

const modelOption = { autocomplete: true, max_length: 64 } as const
const model = option('string', 'model', 'model', modelOption)
const size = option('string', 'size', 'size', { autocomplete: true, max_length: 20 })
const preset = option('string', 'preset', 'preset', { autocomplete: true, max_length: 40 })
const isPrivate = option('boolean', 'private', 'private')
const spoiler = option('boolean', 'spoiler', 'spoiler')
const image = { autocomplete: true, max_length: 100 } as const

export const fluxCommand: RESTPostAPIApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  name: 'flux',
  ...describe('flux'),
  ...everywhere,
  options: [
    subcommand(
      'generate',
      'generate',
      option('string', 'prompt', 'prompt', { max_length: maxPromptLength }),
      model,
      size,
      option('integer', 'count', 'count', { min_value: 1, max_value: 4 }),
      preset,
      isPrivate,
      spoiler,
    ),
    subcommand(
      'compare',
      'compare',
      option('string', 'prompt', 'prompt', { required: true, max_length: maxPromptLength }),
      option('string', 'model-1', 'compareModel', { required: true, ...modelOption }),
      option('string', 'model-2', 'compareModel', { required: true, ...modelOption }),
      option('string', 'model-3', 'compareModel', modelOption),
      option('string', 'model-4', 'compareModel', modelOption),
      size,
      isPrivate,
      spoiler,
    ),
    subcommand(
      'edit',
      'edit',
      option('string', 'prompt', 'editPrompt', { max_length: maxPromptLength }),
      option('attachment', 'image', 'image'),
      option('string', 'url', 'url', { max_length: 2000 }),
      model,
      size,
      preset,
      isPrivate,
      spoiler,
    ),
    subcommand('show', 'show', option('string', 'image', 'ownImage', image)),
    subcommand(
      'history',
      'history',
      option('string', 'prompt', 'historyPrompt', { autocomplete: true, max_length: maxQueryLength }),
    ),
    subcommand('status', 'status'),
    subcommand('cancel', 'cancel', option('string', 'job', 'job', image)),
    subcommand('models', 'models'),
    subcommand('usage', 'usage'),
    group(
      'presets',
      'presets',
      subcommand(
        'save',
        'presetsSave',
        option('string', 'name', 'presetName', { required: true, max_length: 40 }),
        option('string', 'text', 'presetText', { required: true, max_length: 1000 }),
        model,
        size,
      ),
      subcommand('list', 'presetsList'),
      subcommand('remove', 'presetsRemove', { ...preset, required: true }),
      subcommand('reset', 'presetsReset'),
    ),
    group(
      'privacy',
      'privacy',
      subcommand('policy', 'privacyPolicy'),
      subcommand('export', 'privacyExport'),
      subcommand('delete', 'privacyDelete'),
    ),
    subcommand('help', 'help'),
  ],
}
