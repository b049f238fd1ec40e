import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addNotes } from '../help-notes.ts'
import { addOutputOptions, addSaveOptions } from '../../options/shared-options.ts'
import type { DownloadOptions } from './download.ts'

export function downloadCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  const command = new Command('download')
    .summary(t('command.download'))
    .description(t('command.download.more'))
    .argument('<what...>', t('argument.what'))
  addSaveOptions(command, cli)
  addOutputOptions(command, cli, { events: true })
  return addNotes(command, cli, {
    examples: [
      'download 226eb763-2b5f-4b4e-9c3f-1d1c8f0f6a11 --out elsewhere',
      'download https://cdn.acedata.cloud/7f849b80b9.png',
    ],
  }).action(async (what: string[], options: DownloadOptions) => {
    const { download } = await import('./download.ts')
    done(await download(cli, what, options))
  })
}
