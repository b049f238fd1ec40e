/** Names that Windows gives to devices, with or without an extension. Source: "Naming Files" of the Win32 documentation. */
const deviceNames = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i

/** 255 bytes is the limit of Linux file systems; the rest is for a counter, the extension and a temporary suffix. */
const maxBytes = 120
const maxCharacters = 60
const encoder = new TextEncoder()

/**
 * A file name without extension for what a person wrote, in their own script: letters and digits stay, everything else
 * becomes a single `-`. Valid on Windows, macOS and Linux. Cut at a word where that loses little.
 *
 * @returns `image` when nothing usable is left.
 */
export function slug(text: string): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    // Lower-casing can produce decomposed characters (İ), which macOS would treat as another spelling of the name.
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    // A mark needs a letter before it.
    .replace(/(^|-)\p{M}+/gu, '$1')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
  const short = cutAtWord(words)
  if (short === '') return 'image'
  return deviceNames.test(short) ? `${short}-image` : short
}

function cutAtWord(words: string): string {
  let cut = ''
  let characters = 0
  let bytes = 0
  for (const character of words) {
    bytes += encoder.encode(character).length
    characters += 1
    if (bytes > maxBytes || characters > maxCharacters) {
      const lastWord = cut.lastIndexOf('-')
      const whole = lastWord >= cut.length / 2 && character !== '-' ? cut.slice(0, lastWord) : cut
      return whole.replace(/-+$/, '')
    }
    cut += character
  }
  return cut
}

/**
 * Makes a name that a person or an agent chose safe on all systems, keeping as much of it as possible.
 *
 * @param name Without folder and extension.
 */
export function safeStem(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}]+/gu, '-')
    .replace(/[. ]+$/, '')
    .replace(/^[. ]+/, '')
  const short = Array.from(plain)
    .slice(0, maxCharacters)
    .join('')
    .replace(/[. ]+$/, '')
  if (short === '' || encoder.encode(short).length > maxBytes) return slug(name)
  return deviceNames.test(short.replace(/\..*$/, '')) ? `${short.replace(/\..*$/, '')}-image` : short
}
