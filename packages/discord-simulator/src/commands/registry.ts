import type { DiscordClock } from '../clock/clock.ts'
import type { EventStream } from '../events/event-stream.ts'
import type { JsonObject } from '../json.ts'
import { discordError } from '../requests/errors.ts'
import { FormErrors } from '../requests/form-errors.ts'
import { checkCommand } from './check-command.ts'
import { commandToWire } from './command-wire.ts'

export interface CommandRecord {
  readonly id: string
  readonly guildId: string | null
  /** As answered, with all localisations. */
  readonly wire: JsonObject
}

/** Commands by place: null is everywhere, otherwise a guild's id. */
export interface CommandRegistry {
  list(guildId: string | null): CommandRecord[]
  get(guildId: string | null, id: string): CommandRecord
  /** A command of the same type and name is replaced. */
  upsert(guildId: string | null, body: JsonObject): { readonly command: CommandRecord; readonly created: boolean }
  edit(guildId: string | null, id: string, body: JsonObject): CommandRecord
  remove(guildId: string | null, id: string): void
  /** Exactly these commands from now on. */
  replaceAll(guildId: string | null, bodies: readonly JsonObject[]): CommandRecord[]
  /** New commands a place may have in the rest of this day. */
  createsLeft(guildId: string | null): number
}

/** Source: Discord's documentation, "Registering a Command". */
const maxCreatesPerDay = 200
const dayMs = 24 * 60 * 60 * 1000
/** Per type, in each location. */
const maxByType: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 }

export function createCommandRegistry(
  applicationId: string,
  nextId: () => string,
  clock: DiscordClock,
  events: EventStream,
): CommandRegistry {
  const scopes = new Map<string | null, Map<string, CommandRecord>>()
  const creates = new Map<string | null, number[]>()

  function commandsIn(guildId: string | null): Map<string, CommandRecord> {
    const commands = scopes.get(guildId) ?? new Map<string, CommandRecord>()
    scopes.set(guildId, commands)
    return commands
  }

  function createsLeft(guildId: string | null): number {
    const since = clock.now() - dayMs
    const recent = (creates.get(guildId) ?? []).filter((atMs) => atMs > since)
    creates.set(guildId, recent)
    return maxCreatesPerDay - recent.length
  }

  function find(guildId: string | null, id: string): CommandRecord {
    const command = commandsIn(guildId).get(id)
    if (command === undefined) throw discordError(10063)
    return command
  }

  function same(guildId: string | null, body: JsonObject): CommandRecord | undefined {
    return Array.from(commandsIn(guildId).values()).find(
      ({ wire }) => wire['name'] === body['name'] && wire['type'] === (body['type'] ?? 1),
    )
  }

  function store(guildId: string | null, body: JsonObject, id?: string): CommandRecord {
    if (id === undefined) {
      if (createsLeft(guildId) <= 0) throw discordError(30034)
      creates.get(guildId)?.push(clock.now())
    }
    const own = id ?? nextId()
    const wire = commandToWire(body, { id: own, application_id: applicationId, version: nextId(), guildId })
    const command: CommandRecord = { id: own, guildId, wire }
    commandsIn(guildId).set(own, command)
    return command
  }

  function checkCount(commands: readonly JsonObject[]): void {
    for (const [type, max] of Object.entries(maxByType)) {
      if (commands.filter((one) => (one['type'] ?? 1) === Number(type)).length > max) throw discordError(30032)
    }
  }

  return {
    list: (guildId) => [...commandsIn(guildId).values()],
    get: find,
    createsLeft,
    upsert(guildId, body) {
      check([], body)
      const existing = same(guildId, body)
      if (existing === undefined) checkCount([...Array.from(commandsIn(guildId).values(), ({ wire }) => wire), body])
      const command = store(guildId, body, existing?.id)
      events.emit({ type: 'commands.changed', guildId })
      return { command, created: existing === undefined }
    },
    edit(guildId, id, body) {
      const merged = { ...find(guildId, id).wire, ...body }
      check([], merged)
      const command = store(guildId, merged, id)
      events.emit({ type: 'commands.changed', guildId })
      return command
    },
    remove(guildId, id) {
      find(guildId, id)
      commandsIn(guildId).delete(id)
      events.emit({ type: 'commands.changed', guildId })
    },
    replaceAll(guildId, bodies) {
      const errors = new FormErrors()
      const names = new Set<string>()
      for (const [index, body] of bodies.entries()) {
        checkCommand(errors, [index], body)
        const key = JSON.stringify([body['type'] ?? 1, body['name']])
        if (names.has(key)) {
          errors.add([index, 'name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique')
        }
        names.add(key)
      }
      errors.throwIfAny()
      checkCount(bodies)
      const kept = bodies.map((body) => ({ body, id: same(guildId, body)?.id }))
      if (kept.filter(({ id }) => id === undefined).length > createsLeft(guildId)) throw discordError(30034)
      commandsIn(guildId).clear()
      const commands = kept.map(({ body, id }) => store(guildId, body, id))
      events.emit({ type: 'commands.changed', guildId })
      return commands
    },
  }
}

function check(path: readonly string[], body: JsonObject): void {
  const errors = new FormErrors()
  checkCommand(errors, path, body)
  errors.throwIfAny()
}
