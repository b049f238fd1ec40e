import { type AppFolders, appFolders } from '@fluxkit/jobs/node'
import type { Host } from './host.ts'
import { english, type Texts } from './language/translator.ts'
import { createPaint, type Paint, wantsColor } from './terminal/paint.ts'
import { type Symbols, symbolsFor } from './terminal/symbols.ts'
import { terminalJson, terminalText } from './terminal/terminal-text.ts'

/** What every command can use. */
export interface Cli {
  readonly host: Host
  readonly folders: AppFolders
  /** How the program was called, for commands that it suggests: `fluxkit` or `npm start --`. */
  readonly launcher: string
  readonly symbols: Symbols
  readonly texts: Texts
  /** Colours for standard output. */
  readonly paint: Paint
  /** Colours for standard error. */
  readonly errPaint: Paint
}

export function createCli(host: Host, texts: Texts = english): Cli {
  const { env, platform, stdout, stderr } = host
  return {
    host,
    folders: appFolders(host),
    launcher: env['FLUXKIT_LAUNCHER'] === 'npm-start' ? 'npm start --' : 'fluxkit',
    symbols: symbolsFor(platform, env),
    texts,
    paint: createPaint(wantsColor(env, stdout.isTTY === true)),
    errPaint: createPaint(wantsColor(env, stderr.isTTY === true)),
  }
}

export function writeOut({ host }: Cli, text: string): void {
  host.stdout.write(terminalText(text))
}

export function writeJson({ host }: Cli, value: unknown): void {
  host.stdout.write(`${terminalJson(value)}\n`)
}

export function writeErr({ host }: Cli, text: string): void {
  host.stderr.write(terminalText(text))
}

/** Is there a user who can answer questions? */
export function isInteractive({ stdin, stderr, env }: Host): boolean {
  return stdin.isTTY === true && stderr.isTTY === true && !env['CI']
}
