import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addNotes } from '../help-notes.ts'
import { addRequestOptions } from '../../options/request-options.ts'
import { addOutputOptions, addSaveOptions, addServiceOptions, addWaitingOptions } from '../../options/shared-options.ts'
import type { EditOptions } from './edit.ts'

export function editCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  const command = new Command('edit')
    .alias('e')
    .summary(t('command.edit'))
    .description(t('command.edit.more'))
    .argument('<image>', t('argument.image'))
    .argument('[prompt...]', t('argument.change'))
  addRequestOptions(command, cli, 'edit').option('-y, --yes', t('option.uploadYes'))
  addSaveOptions(command, cli)
  addWaitingOptions(command, cli)
  addServiceOptions(command, cli)
  addOutputOptions(command, cli, { events: true })
  return addNotes(command, cli, {
    examples: [
      'edit https://example.com/cat.png "make it night"',
      'edit cat.jpg "put a hat on the cat" --yes',
      'edit cat.jpg "as a woodcut" --model flux-kontext-max --size 4:3',
    ],
    note: t('command.edit.note'),
  }).action(async (image: string, args: string[], options: EditOptions) => {
    const { edit } = await import('./edit.ts')
    done(await edit(cli, image, args, options))
  })
}
