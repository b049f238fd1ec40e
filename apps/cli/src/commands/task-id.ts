import { usageError } from '../errors/program-error.ts'

/** Ids are opaque; these are the characters that any id has. @throws {ProgramError} for everything else */
export function readTaskId(text: string): string {
  const id = text.trim()
  if (/^[\w.:-]{4,128}$/.test(id)) return id
  throw usageError(
    ({ t }) => t('usage.notAnId'),
    ({ t }) => t('usage.notAnIdAdvice'),
  )
}
