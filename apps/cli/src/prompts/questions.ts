import type { Cli } from '../cli.ts'
import type { Host } from '../host.ts'
import { ProgramError } from '../errors/program-error.ts'

interface PromptIo {
  readonly input: Host['stdin']
  readonly output: Host['stderr']
  readonly signal: AbortSignal
}

/** The terminal for questions, and their language. */
type Asker = Pick<Cli, 'host' | 'texts'>

/** Questions go to standard error: standard output is for results. */
function io({ stdin, stderr, stop }: Host): PromptIo {
  return { input: stdin, output: stderr, signal: stop }
}

/** @throws {ProgramError} when the question is cancelled with Ctrl-C or Escape */
export async function askText({ host, texts: { t } }: Asker, message: string, placeholder: string): Promise<string> {
  const { text } = await import('@clack/prompts')
  const validate = (value: string | undefined): string | undefined => (value?.trim() ? undefined : t('ask.promptEmpty'))
  return answered(await text({ ...io(host), message, placeholder, validate }))
}

/** @throws {ProgramError} when the question is cancelled */
export async function askSecret({ host, texts: { t } }: Asker, message: string): Promise<string> {
  const { password } = await import('@clack/prompts')
  const validate = (value: string | undefined): string | undefined => (value?.trim() ? undefined : t('ask.tokenEmpty'))
  return answered(await password({ ...io(host), message, validate }))
}

/** @throws {ProgramError} when the question is cancelled */
export async function askYesNo({ host, texts: { t } }: Asker, message: string): Promise<boolean> {
  const { confirm } = await import('@clack/prompts')
  const buttons = { active: t('ask.yes'), inactive: t('ask.no') }
  return answered(await confirm({ ...io(host), ...buttons, message, initialValue: false }))
}

/** Cancelled prompts return a symbol. */
function answered<T>(value: T): Exclude<T, symbol> {
  if (typeof value === 'symbol') throw stoppedError()
  return value as Exclude<T, symbol>
}

/** Ctrl-C before anything was sent. */
export function stoppedError(): ProgramError {
  return new ProgramError(
    'stopped',
    130,
    ({ t }) => t('stop.nothing'),
    ({ error }) => error('aborted', 'advice') ?? '',
  )
}
