import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addRequestOptions } from '../request/request-options.ts'
import { addOutputOptions, addSaveOptions, addServiceOptions, addWaitingOptions } from '../shared-options.ts'
import type { EditOptions } from './edit.ts'

export function editCommand(cli: Cli, done: Done): Command {
  const command = new Command('edit')
    .alias('e')
    .summary('change an image by a prompt')
    .description(
      'Changes an image by a prompt and saves the result, in the shape of the image unless --size says otherwise. The\n' +
        'service fetches the image from a link; a local file is uploaded first, which makes it public and permanent, so\n' +
        'the program asks.',
    )
    .argument('<image>', 'link to an image, or a local file')
    .argument('[prompt...]', 'what should change; - reads it from standard input')
  addRequestOptions(command, 'edit').option('-y, --yes', 'upload a local file without asking')
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
    .action(async (image: string, args: string[], options: EditOptions) => {
      const { edit } = await import('./edit.ts')
      done(await edit(cli, image, args, options))
    })
}
