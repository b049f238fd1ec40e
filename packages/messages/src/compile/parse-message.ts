import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'

/**
 * A message as the tree that is compiled into the apps. `<prompt>` is text: messages have no tags.
 *
 * @throws {SyntaxError} When the message isn't valid ICU MessageFormat.
 */
export function parseMessage(message: string): MessageFormatElement[] {
  return parse(message, { ignoreTag: true })
}

/** The tree of a message, or its text where it has no placeholders: those need no formatter. */
export function compileMessage(message: string): string | MessageFormatElement[] {
  const tree = parseMessage(message)
  const [first, second] = tree
  if (first === undefined) return ''
  return second === undefined && first.type === TYPE.literal ? first.value : tree
}
