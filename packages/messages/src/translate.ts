import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from './languages.ts'
import { type Part, unpack } from './pack.ts'

/** Text, or the parts of a message with placeholders. */
export type CompiledMessage = string | readonly Part[]

/** All messages of an app in one language: a missing one doesn't compile. */
export type Messages<Arguments> = Readonly<Record<keyof Arguments, CompiledMessage>>

/** The arguments of a message without placeholders. */
export type NoArguments = undefined

type Fill<Values> = [Values] extends [NoArguments] ? [] : [values: Values]

/** The message `key` in the reader's language, with its placeholders filled in. Filled-in text is never read as a message. */
export type Translate<Arguments> = <Key extends keyof Arguments>(key: Key, ...fill: Fill<Arguments[Key]>) => string

export function createTranslate<Arguments>(language: Language, messages: Messages<Arguments>): Translate<Arguments> {
  const formats = new Map<keyof Arguments, IntlMessageFormat>()
  return (key, ...[values]) => {
    const message = messages[key]
    if (typeof message === 'string') return message
    const filled = values as Readonly<Record<string, string | number>>
    const plain = fillIn(message, filled)
    if (plain !== undefined) return plain
    let format = formats.get(key)
    if (format === undefined) {
      format = new IntlMessageFormat(unpack(message) as ConstructorParameters<typeof IntlMessageFormat>[0], language)
      formats.set(key, format)
    }
    return String(format.format(filled))
  }
}

/** Most messages have nothing but text and values, and need no formatter. @returns `undefined` for the others */
function fillIn(parts: readonly Part[], values: Readonly<Record<string, string | number>>): string | undefined {
  let text = ''
  for (const part of parts) {
    if (typeof part === 'string') text += part
    else if (part !== 0 && part.length === 1) text += String(values[part[0]] ?? '')
    else return undefined
  }
  return text
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
