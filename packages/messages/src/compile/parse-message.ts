import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { Part } from '../pack.ts'

/**
 * A message as the tree that is compiled into the apps. `<prompt>` is text: messages have no tags.
 *
 * @throws {SyntaxError} When the message isn't valid ICU MessageFormat.
 */
export function parseMessage(message: string): MessageFormatElement[] {
  return parse(message, { ignoreTag: true })
}

/** The parts of a message, or its text where it has no placeholders. */
export function compileMessage(message: string): string | Part[] {
  return pack(parseMessage(message))
}

function pack(tree: readonly MessageFormatElement[]): string | Part[] {
  const parts = tree.map((element) => packElement(element))
  const [first = '', second] = parts
  return second === undefined && typeof first === 'string' ? first : parts
}

function packElement(element: MessageFormatElement): Part {
  switch (element.type) {
    case TYPE.literal:
      return element.value
    case TYPE.pound:
      return 0
    case TYPE.argument:
      return [element.value]
    case TYPE.number:
      return [element.value, 'number']
    case TYPE.select:
      return [element.value, 'select', packOptions(element.options)]
    case TYPE.plural:
      if (element.offset !== 0 || element.pluralType !== 'cardinal') break
      return [element.value, 'plural', packOptions(element.options)]
    default:
  }
  throw new Error('The message has a form that isn’t used: text, number, plural or select')
}

function packOptions(
  options: Readonly<Record<string, { readonly value: readonly MessageFormatElement[] }>>,
): Record<string, string | Part[]> {
  return Object.fromEntries(Object.entries(options).map(([name, { value }]) => [name, pack(value)]))
}
