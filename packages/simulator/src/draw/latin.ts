import { hasGlyph } from './font.ts'

/** Transliterations, and Latin letters that don't decompose into letter and accent. */
const spellings: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  і: 'i',
  ї: 'yi',
  є: 'ye',
  ґ: 'g',
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'u',
  φ: 'f',
  χ: 'ch',
  ψ: 'ps',
  ω: 'o',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '。': '.',
  '、': ',',
}

/** Only this much of a prompt is used: a label is short. */
const maxRead = 400

/**
 * Text that the font can show: accents dropped, Cyrillic and Greek spelt in Latin letters, white space single. Letters of
 * other scripts stay as they are and are drawn as seals; everything else that has no glyph is left out.
 */
export function toShowable(text: string): string {
  let shown = ''
  for (const character of text.slice(0, maxRead).toLowerCase().normalize('NFKD')) {
    if (/\s/.test(character)) shown += ' '
    else if (hasGlyph(character)) shown += character
    else if (Object.hasOwn(spellings, character)) shown += spellings[character]
    else if (/\p{L}|\p{Extended_Pictographic}/u.test(character)) shown += character
  }
  return shown.replaceAll(/ +/g, ' ').trim()
}

/** As many whole words as fit into `length` characters, with an ellipsis when some are left out. */
export function shorten(text: string, length: number): string {
  const characters = Array.from(text)
  if (characters.length <= length) return text
  const cut = characters.slice(0, Math.max(0, length - 1)).join('')
  const end = cut.lastIndexOf(' ')
  return `${(end > length / 2 ? cut.slice(0, end) : cut).trimEnd()}…`
}
