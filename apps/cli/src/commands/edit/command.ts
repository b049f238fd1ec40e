import { defaultModelIds, models } from '@fluxkit/core'
import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addOutputOptions, addSaveOptions, addServiceOptions, addWaitingOptions } from '../shared-options.ts'
import type { EditOptions } from './edit.ts'

export function editCommand(cli: Cli, done: Done): Command {
  const able = models.filter(({ actions }) => actions.includes('edit')).map(({ id }) => id)
  const command = new Command('edit')
    .alias('e')
    .summary('change a picture by a sentence')
    .description(
      'Changes a picture by a sentence and saves the result. The service fetches the picture from a link; a local file is\n' +
        'uploaded first, which makes it public and permanent, so the program asks.',
    )
    .argument('<image>', 'link to a picture, or a local file')
    .argument('[prompt...]', 'what shall change; - reads it from standard input')
    .option('-m, --model <model>', `one of ${able.join(', ')} (default: ${defaultModelIds.edit})`)
    .option('-s, --size <ratio>', 'W:H; see `sizes`')
    .option('-y, --yes', 'upload a local file without asking')
    .option('--any-model', 'send a model id that Fluxkit does not know; the service checks it')
  addSaveOptions(command)
  addWaitingOptions(command)
  addServiceOptions(command)
  return addOutputOptions(command, { events: true })
    .addHelpText(
      'after',
      `
An upload needs a token of the platform, another one than the API token: ACEDATACLOUD_PLATFORM_TOKEN.

Examples:
  ${cli.launcher} edit https://example.com/cat.png "make it night"
  ${cli.launcher} edit cat.jpg "put a hat on the cat" --yes
  ${cli.launcher} edit cat.jpg "in the style of a woodcut" --model flux-kontext-max --size 4:3`,
    )
    .action(async (image: string, words: string[], options: EditOptions) => {
      const { edit } = await import('./edit.ts')
      done(await edit(cli, image, words, options))
    })
}
