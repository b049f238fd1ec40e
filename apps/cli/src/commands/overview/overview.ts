import type { Cli } from '../../cli.ts'

/** What the program says when it is called without a command. */
export function overview({ launcher, paint }: Cli, version: string): string {
  const line = (command: string, meaning: string): string =>
    `  ${paint.cyan(`${launcher} ${command}`.padEnd(launcher.length + 34))}${meaning}\n`
  return [
    `${paint.bold('Fluxkit')} ${version} makes images with FLUX models.\n\n`,
    line('generate "a red fox at dawn"', 'make an image'),
    line('edit cat.jpg "make it night"', 'change one'),
    line('models', 'what there is to choose from'),
    line('doctor', 'is everything set up?'),
    line('--help', 'everything else'),
    `\nWithout a token images come from a sandbox on this machine, and nothing is charged.\n`,
  ].join('')
}
