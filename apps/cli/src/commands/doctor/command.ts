import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addNotes } from '../help-notes.ts'
import { addServiceOptions } from '../../options/shared-options.ts'
import type { DoctorOptions } from './doctor.ts'

export function doctorCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  const command = new Command('doctor')
    .summary(t('command.doctor'))
    .description(t('command.doctor.more'))
    .option('--json', t('option.json'))
  addServiceOptions(command, cli)
  return addNotes(command, cli, {
    examples: ['doctor', 'doctor --json'],
  }).action(async (options: DoctorOptions) => {
    const { doctor } = await import('./doctor.ts')
    done(await doctor(cli, options))
  })
}
