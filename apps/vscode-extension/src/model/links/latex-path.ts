/** Constants of the format that hold one character each, for those that TeX reads as syntax. Source: interface3, l3str. */
const constants: Readonly<Record<string, string>> = {
  '#': 'hash',
  '%': 'percent',
  '{': 'left_brace',
  '}': 'right_brace',
  '\\': 'backslash',
  '^': 'circumflex',
  $: 'dollar',
}

/**
 * A file name for `\includegraphics`, which reads names and not URLs. Escapes such as `\%` do not work there, and
 * `\detokenize` fails for `#` and `%`; macros that expand to the character do. Tried with pdfLaTeX 2022. A name with `"`
 * cannot be written: the engine uses it as its own quote.
 */
export function latexPath(path: string): string {
  return (
    path
      .replace(/[#%{}\\^$]/g, (character) => `\\csname c_${constants[character]}_str\\endcsname `)
      // TeX drops spaces after a macro, and all but one in a row.
      .replace(/(?<= ) /g, '\\space ')
  )
}
