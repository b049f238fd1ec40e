import { Routes, type REST } from 'discord.js'

type Definition = Readonly<Record<string, unknown>>

export interface CommandDifference {
  /** Sentences for people. */
  readonly lines: readonly string[]
  readonly changed: boolean
}

/**
 * Registers commands where they differ from what Discord has, and leaves Discord alone where they do not: creations are
 * limited to 200 a day.
 * @param dryRun only reports the difference
 */
export async function syncCommands(
  rest: REST,
  applicationId: string,
  definitions: readonly object[],
  dryRun: boolean,
): Promise<CommandDifference> {
  const route = Routes.applicationCommands(applicationId)
  const query = new URLSearchParams({ with_localizations: 'true' })
  const registered = (await rest.get(route, { query })) as Definition[]
  const difference = compareCommands(definitions as Definition[], registered)
  if (difference.changed && !dryRun) await rest.put(route, { body: definitions })
  return difference
}

export function compareCommands(wanted: readonly Definition[], registered: readonly Definition[]): CommandDifference {
  const keyOf = (command: Definition): string => JSON.stringify([command['type'] ?? 1, command['name']])
  const before = new Map(registered.map((command) => [keyOf(command), command]))
  const keys = new Set(wanted.map(keyOf))
  const lines = [
    ...wanted.flatMap((command) => {
      const old = before.get(keyOf(command))
      if (!old) return [`+ ${String(command['name'])}`]
      const changes = differences(command, old, String(command['name']))
      return changes.map((change) => `~ ${change}`)
    }),
    ...registered.filter((command) => !keys.has(keyOf(command))).map((command) => `- ${String(command['name'])}`),
  ]
  return { lines, changed: lines.length > 0 }
}

// What Discord leaves out or fills in means the same as nothing.
const meansNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0)

/** Paths of what differs. Only what we set is compared: Discord adds ids and versions of its own. */
function differences(wanted: unknown, found: unknown, path: string): string[] {
  if (meansNothing(wanted) && meansNothing(found)) return []
  if (Array.isArray(wanted) && Array.isArray(found)) {
    if (wanted.length !== found.length) return [`${path}: ${found.length} → ${wanted.length}`]
    return wanted.flatMap((item, index) =>
      differences(item, (found as unknown[])[index], `${path}.${nameOf(item, index)}`),
    )
  }
  if (isObject(wanted) && isObject(found)) {
    // In a map of languages every key is ours.
    const keys = path.endsWith('_localizations') ? [...Object.keys(wanted), ...Object.keys(found)] : Object.keys(wanted)
    return [...new Set(keys)].flatMap((key) => differences(wanted[key], found[key], `${path}.${key}`))
  }
  return wanted === found
    ? []
    : [`${path}: ${JSON.stringify(found) ?? 'nothing'} → ${JSON.stringify(wanted) ?? 'nothing'}`]
}

function nameOf(item: unknown, index: number): string {
  return isObject(item) && typeof item['name'] === 'string' ? item['name'] : String(index)
}

function isObject(value: unknown): value is Definition {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
