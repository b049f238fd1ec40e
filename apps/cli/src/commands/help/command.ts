import { Command } from 'commander'
import { type Cli, writeJson, writeOut } from '../../cli.ts'
import { exitCodeMeanings, exitCodes } from '../../errors/exit-codes.ts'
import type { Done } from '../command.ts'

/** `fluxkit exit-codes`, also reached as `fluxkit help exit-codes`. */
export function exitCodesCommand(cli: Cli, done: Done): Command {
  return new Command('exit-codes')
    .summary('what the exit codes mean')
    .description('Lists the exit codes.')
    .option('--json', 'print them as JSON on standard output')
    .addHelpText('after', () => `\n${exitCodeTable()}`)
    .action(({ json }: { json?: boolean }) => {
      if (json) writeJson(cli, { exitCodes: exitCodeMeanings.map(([code, meaning]) => ({ code, meaning })) })
      else writeOut(cli, exitCodeTable())
      done(exitCodes.ok)
    })
}

function exitCodeTable(): string {
  return exitCodeMeanings.map(([code, meaning]) => `${String(code).padStart(4)}  ${meaning}\n`).join('')
}
