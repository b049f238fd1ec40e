import { isAbsent, isObject, type JsonObject } from '../json.ts'

/** A command as Discord keeps it: defaults filled in, `false` and empty lists of options left out. */
export function commandToWire(
  body: JsonObject,
  identity: { id: string; application_id: string; version: string; guildId: string | null },
): JsonObject {
  const { guildId, ...ids } = identity
  const options = optionsToWire(body['options'])
  const permissions = body['default_member_permissions']
  return {
    ...ids,
    ...(guildId !== null && { guild_id: guildId }),
    type: body['type'] ?? 1,
    name: body['name'],
    name_localizations: body['name_localizations'] ?? null,
    description: body['description'] ?? '',
    description_localizations: body['description_localizations'] ?? null,
    default_member_permissions: isAbsent(permissions) ? null : JSON.stringify(permissions).replaceAll('"', ''),
    ...(guildId === null && { dm_permission: body['dm_permission'] ?? true }),
    contexts: body['contexts'] ?? null,
    integration_types: body['integration_types'] ?? [0],
    nsfw: body['nsfw'] ?? false,
    ...(options.length > 0 && { options }),
  }
}

function optionsToWire(value: unknown): JsonObject[] {
  if (!Array.isArray(value)) return []
  return value.filter(isObject).map((option) => {
    const { options, choices, ...rest } = option
    const kept = Object.fromEntries(Object.entries(rest).filter(([, field]) => !isAbsent(field) && field !== false))
    const nested = optionsToWire(options)
    return {
      ...kept,
      ...(nested.length > 0 && { options: nested }),
      ...(Array.isArray(choices) && choices.length > 0 && { choices }),
    }
  })
}

const localizations = new Set(['name_localizations', 'description_localizations'])

/** What `GET` answers without `with_localizations=true`. */
export function withoutLocalizations(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !localizations.has(key))
      .map(([key, field]) => {
        const isList = (key === 'options' || key === 'choices') && Array.isArray(field)
        return [key, isList ? field.filter(isObject).map(withoutLocalizations) : field]
      }),
  )
}
