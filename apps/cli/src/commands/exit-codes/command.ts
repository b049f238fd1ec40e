import { Command, Help } from 'commander'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import { english, type Texts } from '../../language/translator.ts'
import { type Cli, writeJson, writeOut } from '../../cli.ts'
import type { Done } from '../command.ts'
import { helpWidth } from '../help-notes.ts'

/** `fluxkit exit-codes`, also reached as `fluxkit help exit-codes`. */
export function exitCodesCommand(cli: Cli, done: Done): Command {
  const { t } = cli.texts
  return new Command('exit-codes')
    .summary(t('command.exitCodes'))
    .description(t('command.exitCodes.more'))
    .option('--json', t('option.json'))
    .addHelpText('after', () => `\n${exitCodeTable(cli)}`)
    .action(({ json }: { json?: boolean }) => {
      if (json) writeJson(cli, { exitCodes: meanings(english) })
      else writeOut(cli, exitCodeTable(cli))
      done(exitCodes.ok)
    })
}

function exitCodeTable(cli: Cli): string {
  const indent = ' '.repeat(6)
  // One line each where a program reads it.
  const wrap = (text: string): string =>
    cli.host.stdout.columns === undefined
      ? text
      : new Help().boxWrap(text, helpWidth(cli) - indent.length).replaceAll('\n', `\n${indent}`)
  return meanings(cli.texts)
    .map(({ code, meaning }) => `${String(code).padStart(4)}  ${wrap(meaning)}\n`)
    .join('')
}

function meanings({ t }: Texts): { readonly code: ExitCode; readonly meaning: string }[] {
  return Object.values(exitCodes).map((code) => ({ code, meaning: t(`exit.${code}`) }))
}
