/** The prompts of a list: one a line, without blank lines and comments (`#`). A byte order mark is skipped. */
export function parsePromptList(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}
