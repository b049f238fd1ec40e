import { Command, Option } from 'commander'
import type { EditionName } from '@fluxkit/simulator'
import { invalidValue } from '../../errors/program-error.ts'
import type { Cli } from '../../cli.ts'
import type { Done } from '../command.ts'
import { addNotes } from '../help-notes.ts'
import { readPositive } from '../../options/shared-options.ts'
import type { SandboxOptions } from './run-sandbox.ts'

// The simulator itself is loaded when it is started, not for this list.
const editions: readonly EditionName[] = ['readme', 'current', 'any']

export function sandboxCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  const command = new Command('sandbox')
    .summary(t('command.sandbox'))
    .description(t('command.sandbox.more'))
    .option('-p, --port <port>', t('option.port'), readPort, 8788)
    .option('--host <address>', t('option.host'), '127.0.0.1')
    .option('--speed <factor>', t('option.speed'), readPositive('--speed'), 1)
    .option('--balance <credits>', t('option.balance'), readPositive('--balance'))
    .addOption(new Option('--contract <edition>', t('option.contract')).choices(editions).default('any'))
    .option('--json', t('option.json'))
  return addNotes(command, cli, {
    examples: ['sandbox', 'sandbox --port 9000 --speed 10'],
    note: t('command.sandbox.note'),
  }).action(async (options: SandboxOptions) => {
    const { runSandbox } = await import('./run-sandbox.ts')
    done(await runSandbox(cli, options))
  })
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw invalidValue('--port', text, ({ t }) => t('usage.port'))
  return port
}
