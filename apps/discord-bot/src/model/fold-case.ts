/**
 * A text as searches compare it, in every script: `Ёлка` is `ёлка`, `straße` is `STRASSE`, `İstanbul` is `istanbul`,
 * a Greek word ends with the sigma of its middle, and full-width letters are the usual ones.
 *
 * Source: Unicode's NFKC and its default case folding, which JavaScript does not have: lower, upper, then lower case comes to
 * the same but for the dot of `İ` and the final sigma. The database cannot do it: SQLite's lower() knows ASCII only,
 * PostgreSQL's depends on its collation.
 */
export function foldCase(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replaceAll('i\u0307', 'i')
    .replaceAll('ς', 'σ')
    .normalize('NFKC')
}
