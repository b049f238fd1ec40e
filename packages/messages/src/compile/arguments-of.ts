import { type MessageFormatElement, TYPE } from '@formatjs/icu-messageformat-parser'

/** What a placeholder takes: any text or number, a number, or one of the words that its `select` lists. */
export type Placeholder = 'text' | 'number' | readonly string[]

/**
 * The placeholders of a message, sorted by name.
 *
 * @throws {Error} When it has a form that apps don't fill in, such as a date.
 */
export function argumentsOf(tree: readonly MessageFormatElement[]): ReadonlyMap<string, Placeholder> {
  const found = new Map<string, Placeholder>()
  addFrom(tree, found)
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function addFrom(tree: readonly MessageFormatElement[], found: Map<string, Placeholder>): void {
  for (const element of tree) {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        break
      case TYPE.argument:
        if (!found.has(element.value)) found.set(element.value, 'text')
        break
      case TYPE.number:
        found.set(element.value, 'number')
        break
      case TYPE.plural:
        found.set(element.value, 'number')
        for (const { value } of Object.values(element.options)) addFrom(value, found)
        break
      case TYPE.select:
        found.set(
          element.value,
          Object.keys(element.options)
            .filter((word) => word !== 'other')
            .toSorted(),
        )
        for (const { value } of Object.values(element.options)) addFrom(value, found)
        break
      default:
        throw new Error(`{${element.value}} has a form that isn’t used: text, number, plural or select`)
    }
  }
}
