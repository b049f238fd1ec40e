import { Command } from 'commander'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addServiceOptions } from '../shared-options.ts'
import type { DoctorOptions } from './doctor.ts'

export function doctorCommand(cli: Cli, done: Done): Command {
  const command = new Command('doctor')
    .summary('check token, connection and folders')
    .description('Checks everything that an image needs and says what to do about what is wrong. It costs nothing.')
    .option('--json', 'print the findings as JSON on standard output')
  return addServiceOptions(command)
    .addHelpText('after', `\nExamples:\n  ${cli.launcher} doctor\n  ${cli.launcher} doctor --json`)
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('./doctor.ts')
      done(await doctor(cli, options))
    })
}
