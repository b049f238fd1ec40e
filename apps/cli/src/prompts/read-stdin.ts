import type { TerminalInput } from '../host.ts'
import { usageError } from '../errors/program-error.ts'

const maxBytes = 4 * 1024 * 1024

/** Everything that comes in on standard input, as text. @throws {ProgramError} past 4 MB, and when the program is stopped */
export async function readStdin(stdin: TerminalInput, stop: AbortSignal): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  const onStop = (): void => void stdin.destroy()
  stop.addEventListener('abort', onStop, { once: true })
  try {
    for await (const chunk of stdin) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer)
      length += bytes.length
      if (length > maxBytes)
        throw usageError(
          ({ t }) => t('usage.largeInput'),
          ({ t }) => t('usage.largeInputAdvice'),
        )
      chunks.push(bytes)
    }
  } finally {
    stop.removeEventListener('abort', onStop)
  }
  return Buffer.concat(chunks).toString('utf8')
}
