import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from './languages.ts'

/** Text, or what `@formatjs/icu-messageformat-parser` made of a message with placeholders. */
export type CompiledMessage = string | readonly object[]

/** All messages of an app in one language: a missing one doesn't compile. */
export type Messages<Arguments> = Readonly<Record<keyof Arguments, CompiledMessage>>

/** Of a message without placeholders. */
export type NoArguments = undefined

type Fill<Values> = [Values] extends [NoArguments] ? [] : [values: Values]

/** The message `key` in the reader's language, with its placeholders filled in. Filled-in text is never read as a message. */
export type Translate<Arguments> = <Key extends keyof Arguments>(key: Key, ...fill: Fill<Arguments[Key]>) => string

export function createTranslate<Arguments>(language: Language, messages: Messages<Arguments>): Translate<Arguments> {
  const formats = new Map<keyof Arguments, IntlMessageFormat>()
  return (key, ...[values]) => {
    const message = messages[key]
    if (typeof message === 'string') return message
    let format = formats.get(key)
    if (format === undefined) {
      format = new IntlMessageFormat(message as ConstructorParameters<typeof IntlMessageFormat>[0], language)
      formats.set(key, format)
    }
    return String(format.format(values as Record<string, string | number>))
  }
}

/**
 * What an error code means, or what to do about it; `undefined` for a code that has no text. These have no placeholders.
 *
 * @param code Any text: records of other programs and newer versions have codes of their own.
 */
export function errorText(
  code: string,
  part: 'message' | 'advice',
  messages: Readonly<Record<string, CompiledMessage>>,
): string | undefined {
  const key = `error.${code}.${part}`
  const text = Object.hasOwn(messages, key) ? messages[key] : undefined
  return typeof text === 'string' ? text : undefined
}
