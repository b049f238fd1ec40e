import { type Command, Option } from 'commander'
import type { Cli } from '../cli.ts'
import { invalidValue } from '../errors/program-error.ts'
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

export function addOutputOptions(
  command: Command,
  { texts: { t } }: Cli,
  { events = false }: { readonly events?: boolean } = {},
): Command {
  command.option('--json', t('option.json'))
  if (events) command.option('--events', t('option.events'))
  return command.option('-q, --quiet', t('option.quiet'))
}

export function addServiceOptions(command: Command, { texts: { t } }: Cli): Command {
  return command.option('--sandbox', t('option.sandbox'))
}

export function addSaveOptions(command: Command, { texts: { t } }: Cli): Command {
  const known = placeholders.map((name) => `{${name}}`).join(' ')
  return command
    .option('-o, --out <dir>', t('option.out'))
    .option('--name <pattern>', t('option.name', { placeholders: known, pattern: defaultNamePattern }), readNamePattern)
    .option('--no-metadata', t('option.noMetadata'))
    .option('--open', t('option.open'))
    .addOption(new Option('--preview', t('option.preview')))
    .addOption(new Option('--no-preview', t('option.noPreview')))
}

export function addWaitingOptions(command: Command, { texts: { t } }: Cli): Command {
  return command.option('--timeout <seconds>', t('option.timeout'), readSeconds('--timeout'), 600)
}

/** Reads a whole number from 1, for the option `name`. */
export function readCount(name: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d{1,6}$/.test(text.trim()) && value >= 1) return value
    throw invalidValue(name, text, ({ t }) => t('usage.wholeNumber'))
  }
}

/** Reads a positive number. */
export function readPositive(name: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() !== '' && value > 0 && value <= 1_000_000) return value
    throw invalidValue(name, text, ({ t }) => t('usage.number'))
  }
}

function readSeconds(name: string): (text: string) => number {
  const read = readPositive(name)
  return (text) => read(text.trim().replace(/s$/, ''))
}

function readNamePattern(text: string): string {
  const problem = checkNamePattern(text)
  if (problem !== undefined) throw invalidValue('--name', text, problem)
  return text
}
