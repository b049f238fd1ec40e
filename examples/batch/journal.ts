import { appendFileSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs'

/** What is known about one prompt. Later lines of the journal replace earlier ones. */
export type Entry =
  | { readonly prompt: string; readonly state: 'submitting' }
  | { readonly prompt: string; readonly state: 'submitted'; readonly taskId: string; readonly submittedAtMs: number }
  | { readonly prompt: string; readonly state: 'saved'; readonly path: string }
  /** Nothing was charged; tried again next time. */
  | { readonly prompt: string; readonly state: 'refused'; readonly code: string }
  | { readonly prompt: string; readonly state: 'failed'; readonly code: string }

/** One line of JSON an event, on disk before the program continues: what was paid for survives the program. */
export interface Journal {
  latest(prompt: string): Entry | undefined
  write(entry: Entry): void
}

export function openJournal(path: string): Journal {
  const entries = new Map<string, Entry>()
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  for (const line of lines) {
    const entry = parse(line)
    if (entry) entries.set(entry.prompt, entry)
  }
  const file = openSync(path, 'a', 0o600)
  // A line that was cut short by a crash must not swallow the next one.
  if (lines.at(-1)) appendFileSync(file, '\n')
  return {
    latest: (prompt) => entries.get(prompt),
    write(entry) {
      entries.set(entry.prompt, entry)
      appendFileSync(file, `${JSON.stringify(entry)}\n`)
      fsyncSync(file)
    },
  }
}

function parse(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry
  } catch {
    return undefined
  }
}
