import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Cli, isInteractive } from '../../cli.ts'
import { usageError } from '../../errors/program-error.ts'
import { askText } from '../../prompts/questions.ts'
import { readStdin } from '../../prompts/read-stdin.ts'
import { fileErrorCode } from '../../settings/file-error.ts'

/** The prompts of a call: typed, from standard input, from a list, or asked for. @throws {ProgramError} when there is none */
export async function readPrompts(cli: Cli, args: readonly string[], list: string | undefined): Promise<string[]> {
  const { host, launcher } = cli
  if (list !== undefined) {
    if (args.length > 0) throw usageError(({ t }) => t('usage.promptOrList'))
    const prompts = parsePromptList(
      list === '-' ? await readStdin(host.stdin, host.stop) : await readList(host.cwd, list),
    )
    if (prompts.length === 0) {
      throw usageError(
        ({ t }) => t('usage.emptyList'),
        ({ t }) => t('usage.emptyListAdvice'),
      )
    }
    return prompts
  }
  // People forget the quotes; nothing else could be meant by several words.
  const typed = args.join(' ').trim()
  if (typed === '-') return [(await readStdin(host.stdin, host.stop)).trim()]
  if (typed !== '') return [typed]
  if (args.length > 0 || !isInteractive(host)) {
    const command = `${launcher} generate "a red fox at dawn"`
    throw usageError(
      ({ t }) => t('usage.noPrompt'),
      ({ t }) => t('usage.noPromptAdvice', { command }),
    )
  }
  const { t } = cli.texts
  return [(await askText(cli, t('ask.prompt'), t('ask.promptExample'))).trim()]
}

async function readList(cwd: string, name: string): Promise<string> {
  return readFile(resolve(cwd, name), 'utf8').catch((error: unknown) => {
    const code = fileErrorCode(error)
    throw usageError(
      ({ t }) => (code === 'ENOENT' ? t('usage.listMissing', { name }) : t('usage.listUnreadable', { name, code })),
      ({ t }) => t('usage.checkPath'),
    )
  })
}

/** The prompts of a list: one a line, without blank lines and comments (`#`). A byte order mark is skipped. */
export function parsePromptList(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}
