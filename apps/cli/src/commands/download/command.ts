import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addOutputOptions, addSaveOptions } from '../shared-options.ts'
import type { DownloadOptions } from './download.ts'

export function downloadCommand(cli: Cli, done: Done): Command {
  const command = new Command('download')
    .summary('save images again, by task or link')
    .description(
      'Saves the images of finished tasks, or images behind links, also when they were saved before. It costs nothing.',
    )
    .argument('<what...>', 'task ids, job ids of `history`, or links to images')
  addSaveOptions(command)
  return addOutputOptions(command, { events: true })
    .addHelpText(
      'after',
      `
Examples:
  ${cli.launcher} download 226eb763-2b5f-4b4e-9c3f-1d1c8f0f6a11 --out elsewhere
  ${cli.launcher} download https://cdn.acedata.cloud/7f849b80b9.png`,
    )
    .action(async (what: string[], options: DownloadOptions) => {
      const { download } = await import('./download.ts')
      done(await download(cli, what, options))
    })
}
