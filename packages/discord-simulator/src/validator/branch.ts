import type { JsonObject } from '../json.ts'

/** JSON Schema's `if`/`then`/`else`. */
export function branch(condition: JsonObject, yes: unknown, no?: unknown): JsonObject {
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema; nobody awaits a schema
  return { if: condition, then: yes, ...(no !== undefined && { else: no }) }
}
