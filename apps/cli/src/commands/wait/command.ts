import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addNotes } from '../help-notes.ts'
import {
  addOutputOptions,
  addSaveOptions,
  addServiceOptions,
  addWaitingOptions,
  readCount,
} from '../../options/shared-options.ts'
import type { WaitOptions } from './wait.ts'

export function waitCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  const command = new Command('wait')
    .summary(t('command.wait'))
    .description(t('command.wait.more'))
    .argument('[ids...]', t('argument.ids'))
    .option('-c, --concurrency <n>', t('option.concurrency'), readCount('--concurrency'), 16)
  addSaveOptions(command, cli)
  addWaitingOptions(command, cli)
  addServiceOptions(command, cli)
  addOutputOptions(command, cli, { events: true })
  return addNotes(command, cli, {
    examples: [
      'wait',
      'wait 226eb763-2b5f-4b4e-9c3f-1d1c8f0f6a11',
      'wait 20261122-154501-k3f9 --timeout 1800',
      'wait --out elsewhere',
    ],
    note: t('command.wait.note'),
  }).action(async (ids: string[], options: WaitOptions) => {
    const { wait } = await import('./wait.ts')
    done(await wait(cli, ids, options))
  })
}
