/** Seven rows of five dots; each character of a row string is one row in base 32. Our own drawing. */
const glyphs: Readonly<Record<string, string>> = {
  A: 'ehhvhhh',
  B: 'uhhuhhu',
  C: 'ehggghe',
  D: 'uhhhhhu',
  E: 'vgguggv',
  F: 'vgguggg',
  G: 'ehgnhhf',
  H: 'hhhvhhh',
  I: 'e44444e',
  J: '72222ic',
  K: 'hikokih',
  L: 'ggggggv',
  M: 'hrllhhh',
  N: 'hhpljhh',
  O: 'ehhhhhe',
  P: 'uhhuggg',
  Q: 'ehhhlid',
  R: 'uhhukih',
  S: 'fgge11u',
  T: 'v444444',
  U: 'hhhhhhe',
  V: 'hhhhha4',
  W: 'hhhllla',
  X: 'hha4ahh',
  Y: 'hhha444',
  Z: 'v1248gv',
  0: 'ehjlphe',
  1: '4c4444e',
  2: 'eh1248v',
  3: 'v2421he',
  4: '26aiv22',
  5: 'vgu11he',
  6: '68guhhe',
  7: 'v124888',
  8: 'ehhehhe',
  9: 'ehhf12c',
  ' ': '0000000',
  '.': '00000cc',
  ',': '0000c48',
  '!': '4444004',
  '?': 'eh12404',
  "'": 'c480000',
  '"': 'aaa0000',
  '-': '000v000',
  _: '000000v',
  ':': '0cc0cc0',
  ';': '0cc0c48',
  '/': '01248g0',
  '\\': '0g84210',
  '(': '2488842',
  ')': '8422248',
  '[': 'e88888e',
  ']': 'e22222e',
  '{': '2488842',
  '}': '8422248',
  '+': '044v440',
  '=': '00v0v00',
  '*': '04lel40',
  '#': 'aavavaa',
  '&': 'cik8lid',
  '%': 'op248j3',
  '@': 'eh1dlle',
  $: '4fke5u4',
  '<': '248g842',
  '>': '8421248',
  '~': '0008l20',
  '^': '4ah0000',
  '|': '4444444',
  '`': '8420000',
  '…': '000000l',
}

export const glyphWidth = 5
export const glyphHeight = 7

/** A symmetric sign for a character that the font does not have: the same for the same character, as a seal would be. */
function seal(character: string): number[] {
  let hash = Math.imul(character.codePointAt(0) ?? 0, 0x9e3779b1) >>> 0
  return Array.from({ length: glyphHeight }, () => {
    hash = (Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) + 1) >>> 0
    const half = (hash >>> 20) & 7
    return (half << 2) | (half & 2) | (half >> 2)
  })
}

/** Rows of a character, top first; bit 4 is the leftmost dot. */
export function glyphOf(character: string): readonly number[] {
  const rows = glyphs[character.toUpperCase()]
  return rows === undefined ? seal(character) : Array.from(rows, (row) => Number.parseInt(row, 32))
}

export function hasGlyph(character: string): boolean {
  return Object.hasOwn(glyphs, character.toUpperCase())
}
