import { localized, optionTypes, type WireCommand, type WireOption } from '../discord/wire.ts'

/** A chat command that can be sent: subcommands each for themselves. */
export interface CommandEntry {
  /** As the double of Discord takes it, e.g. `flux presets save`. */
  readonly name: string
  readonly description: string
  readonly options: readonly WireOption[]
}

/** Everything that a person who reads `locale` is offered. */
export function commandEntries(commands: readonly WireCommand[], locale: string): readonly CommandEntry[] {
  return commands.filter(({ type }) => type === 1).flatMap((command) => entriesOf(command, [], locale))
}

function entriesOf(holder: Omit<WireOption, 'type'>, path: readonly string[], locale: string): readonly CommandEntry[] {
  const names = [...path, holder.name]
  const { options = [] } = holder
  const nested = options.filter(({ type }) => type === optionTypes.subcommand || type === optionTypes.subcommandGroup)
  if (nested.length > 0) return nested.flatMap((option) => entriesOf(option, names, locale))
  const description = localized(holder.description, holder.description_localizations, locale)
  return [{ name: names.join(' '), description, options }]
}

/** Those that fit what was typed after the slash: beginnings first, then any that have every word. */
export function findEntries(entries: readonly CommandEntry[], typed: string): readonly CommandEntry[] {
  const query = typed.toLowerCase().trim()
  const beginning = entries.filter(({ name }) => name.startsWith(query))
  const input = query.split(/\s+/u)
  const others = entries.filter((entry) => {
    const text = `${entry.name} ${entry.description}`.toLowerCase()
    return !beginning.includes(entry) && input.every((word) => text.includes(word))
  })
  return [...beginning, ...others]
}

/** The command that somebody typed to its end, and the words behind it: `/flux generate a red fox`. */
export function matchEntry(
  entries: readonly CommandEntry[],
  text: string,
): { readonly entry: CommandEntry; readonly rest: string } | undefined {
  const entry = entries
    .filter(({ name }) => text.toLowerCase().startsWith(`/${name} `))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  return entry && { entry, rest: text.slice(entry.name.length + 2).trimStart() }
}
