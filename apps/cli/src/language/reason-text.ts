import { plainText } from '../terminal/terminal-text.ts'
import type { Texts } from './translator.ts'

/** Why something failed. Details are English, so other languages have the sentence of the code; empty where it has none. */
export function reasonText(
  code: string | undefined,
  summary: string,
  { language, error }: Texts,
  maxLength?: number,
): string {
  const reason = language === 'en' ? summary : error(code ?? '', 'message')
  return plainText(reason ?? '', maxLength)
}
