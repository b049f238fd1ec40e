import type { ProgramRun } from './run-program.ts'
import type { Recorded } from './record.ts'

/** What the terminal program prints under faults that stay, each text once. */
export function terminalSection(recorded: readonly Recorded[]): string {
  const texts = new Map<string, { run: ProgramRun; after: Set<string> }>()
  for (const { program, phrase } of recorded) {
    if (!program || program.error === '') continue
    const [command = ''] = program.command.split(' --')
    const key = `${program.exitCode} ${command} ${program.error}`
    const text = texts.get(key) ?? { run: program, after: new Set() }
    text.after.add(phrase)
    texts.set(key, text)
  }
  const blocks = [...texts.values()]
    .toSorted((a, b) => (a.run.exitCode ?? 0) - (b.run.exitCode ?? 0))
    .map(
      ({ run, after }) =>
        `**Exit code ${run.exitCode}**, when ${list([...after])}:\n\n\`\`\`\n$ ${run.command}\n${run.error}\n\`\`\`\n`,
    )
  return `## In the terminal\n\nWhat \`fluxkit\` prints when the fault stays; ids and addresses are shown as “…”.\n\n${blocks.join('\n')}`
}

function list(phrases: readonly string[]): string {
  return phrases.join('; or ')
}
