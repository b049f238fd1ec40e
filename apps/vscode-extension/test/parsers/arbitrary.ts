import fc from 'fast-check'

/** Characters that mean something in one of the languages or in a URL. */
const syntax = fc.constantFrom(...Array.from('\\`*_{}[]()<>#+-.!|~^$&%@:;,?=\'" \u00A0'))
const unit = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'c', 'X', 'Y', '0', '1') },
  { weight: 3, arbitrary: syntax },
  { weight: 1, arbitrary: fc.constantFrom('{{', '}}', '${', '<!--', '-->', '::', '--', '...', '(C)', '%20', '&amp;') },
  { weight: 1, arbitrary: fc.constantFrom("it's", '{empty}', '\\"') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
)
const text = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(unit, { minLength: 1, maxLength }).map((parts) => parts.join(''))

/** Names of files as Linux allows them; those of other systems are among them. */
const name = text(10)
  .map((part) => part.replace(/[/\p{Cc}\p{Cs}\u2028\u2029]/gu, ''))
  .filter((part) => part.trim() !== '' && !/^\.+$/.test(part))

/** Relative to a document: `../a b/c.png`. */
export const filePath: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('', '', '../'), fc.array(name, { minLength: 1, maxLength: 3 }))
  .map(([up, parts]) => `${up}${parts.join('/')}.png`)

/** On one line, as they are written. */
export const altText: fc.Arbitrary<string> = text(24)
  .map((alt) =>
    alt
      .replace(/[\p{Cc}\p{Cs}]/gu, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  .filter((alt) => alt !== '')
