import { localized, optionTypes, type WireCommand, type WireOption } from '../discord/wire.ts'

/** A chat command that can be sent: subcommands each for themselves. */
export interface CommandEntry {
  /** As the simulator of Discord takes it, e.g. `flux presets save`. */
  readonly name: string
  /** As Discord's client shows it in a user's language, e.g. `flux vorlagen speichern`. */
  readonly label: string
  readonly description: string
  readonly options: readonly WireOption[]
}

/** Everything that a user who reads `locale` is offered. */
export function commandEntries(commands: readonly WireCommand[], locale: string): readonly CommandEntry[] {
  return commands.filter(({ type }) => type === 1).flatMap((command) => entriesOf(command, noPath, locale))
}

interface Path {
  readonly names: readonly string[]
  readonly labels: readonly string[]
}

const noPath: Path = { names: [], labels: [] }

function entriesOf(holder: Omit<WireOption, 'type'>, path: Path, locale: string): readonly CommandEntry[] {
  const names = [...path.names, holder.name]
  const labels = [...path.labels, localized(holder.name, holder.name_localizations, locale)]
  const { options = [] } = holder
  const nested = options.filter(({ type }) => type === optionTypes.subcommand || type === optionTypes.subcommandGroup)
  if (nested.length > 0) return nested.flatMap((option) => entriesOf(option, { names, labels }, locale))
  const description = localized(holder.description, holder.description_localizations, locale)
  return [{ name: names.join(' '), label: labels.join(' '), description, options }]
}

/** A command or an entry of a message's menu by its full name, as this user reads it. */
export function commandLabel(commands: readonly WireCommand[], name: string, locale: string): string {
  const menu = commands.find((command) => command.type === 3 && command.name === name)
  if (menu) return localized(menu.name, menu.name_localizations, locale)
  return commandEntries(commands, locale).find((entry) => entry.name === name)?.label ?? name
}

/** Those that fit what was typed after the slash: beginnings first, then any that have every word. */
export function findEntries(entries: readonly CommandEntry[], typed: string): readonly CommandEntry[] {
  const query = typed.toLowerCase().trim()
  const beginning = entries.filter((entry) => namesOf(entry).some((name) => name.startsWith(query)))
  const input = query.split(/\s+/u)
  const others = entries.filter((entry) => {
    const text = [...namesOf(entry), entry.description.toLowerCase()].join(' ')
    return !beginning.includes(entry) && input.every((word) => text.includes(word))
  })
  return [...beginning, ...others]
}

/** What somebody may type for it. */
function namesOf({ name, label }: CommandEntry): readonly string[] {
  return [label.toLowerCase(), name]
}

/** The command that somebody typed to its end, and the words behind it: `/flux generate a red fox`. */
export function matchEntry(
  entries: readonly CommandEntry[],
  text: string,
): { readonly entry: CommandEntry; readonly rest: string } | undefined {
  const lower = text.toLowerCase()
  const [match] = entries
    .flatMap((entry) => namesOf(entry).map((name) => ({ entry, length: name.length, start: `/${name}` })))
    .filter(({ start }) => lower.startsWith(start) && /\s/u.test(lower.charAt(start.length)))
    .toSorted((a, b) => b.length - a.length)
  return match && { entry: match.entry, rest: text.slice(match.length + 2).trimStart() }
}
