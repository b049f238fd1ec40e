import type { Cli } from '../../cli.ts'

/** What the program says when it is called without a command. */
export function overview({ launcher, paint, texts: { t } }: Cli, version: string): string {
  const line = (command: string, meaning: string): string =>
    `  ${paint.cyan(`${launcher} ${command}`.padEnd(launcher.length + 34))}${meaning}\n`
  return [
    `${t('overview.title', { name: `${paint.bold('Fluxkit')} ${version}` })}\n\n`,
    line('generate "a red fox at dawn"', t('overview.generate')),
    line('edit cat.jpg "make it night"', t('overview.edit')),
    line('models', t('overview.models')),
    line('doctor', t('overview.doctor')),
    line('--help', t('overview.help')),
    `\n${t('sandbox.without')}\n`,
  ].join('')
}
