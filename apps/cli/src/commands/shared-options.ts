import { type Command, InvalidArgumentError, Option } from 'commander'
import { checkNamePattern, defaultNamePattern, placeholders } from '../images/name-pattern.ts'

export interface ServiceOptions {
  readonly sandbox?: boolean
}

export interface SaveOptions {
  readonly out?: string
  readonly name?: string
  readonly metadata?: boolean
  readonly open?: boolean
  /** Absent: where the terminal can. */
  readonly preview?: boolean
}

export interface WaitingOptions {
  /** Seconds. */
  readonly timeout: number
}

export function addOutputOptions(command: Command, { events = false }: { readonly events?: boolean } = {}): Command {
  command.option('--json', 'print the result as JSON on standard output')
  if (events) command.option('--events', 'with --json: one JSON object a line for everything that happens')
  return command.option('-q, --quiet', 'print results and errors only')
}

export function addServiceOptions(command: Command): Command {
  return command.option('--sandbox', 'use the sandbox inside the program: no token, no network, no charge')
}

export function addSaveOptions(command: Command): Command {
  return command
    .option('-o, --out <dir>', 'folder for the images (default: FLUXKIT_OUT, otherwise ./images)')
    .option(
      '--name <pattern>',
      `file name: ${placeholders.map((name) => `{${name}}`).join(' ')}, with / for folders (default: ${defaultNamePattern})`,
      readNamePattern,
    )
    .option('--no-metadata', 'save the bytes as they come, without prompt and parameters in the file')
    .option('--open', 'open the images when they are saved')
    .addOption(new Option('--preview', 'show the images in the terminal (default: where it can)'))
    .addOption(new Option('--no-preview', 'do not show the images in the terminal'))
}

export function addWaitingOptions(command: Command): Command {
  return command.option(
    '--timeout <seconds>',
    'stop waiting after this time; the task goes on at the service',
    readSeconds,
    600,
  )
}

/** A whole number from 1, as an option. */
export function readCount(text: string): number {
  const value = Number(text)
  if (!/^\d{1,6}$/.test(text.trim()) || value < 1) throw new InvalidArgumentError('It must be a whole number from 1.')
  return value
}

/** A positive number, as an option. */
export function readPositive(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value > 0) || value > 1_000_000)
    throw new InvalidArgumentError('It must be a number above 0.')
  return value
}

function readSeconds(text: string): number {
  return readPositive(text.trim().replace(/s$/, ''))
}

function readNamePattern(text: string): string {
  const problem = checkNamePattern(text)
  if (problem !== undefined) throw new InvalidArgumentError(`It has a mistake: ${problem}.`)
  return text
}
