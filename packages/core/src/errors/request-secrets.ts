import { asObject } from '../contract/json.ts'

/** Names of models, sizes and actions are known to everybody, and messages about them are useful. */
const harmlessFields: ReadonlySet<string> = new Set(['action', 'model', 'size', 'async', 'count'])

/** Words such as `png` in fields and headers that Fluxkit doesn't know are options, not secrets. */
const minUnknownLength = 12

/** The texts of a request that no message may repeat: prompt, links, callback URL, and fields that Fluxkit doesn't know. */
export function requestSecrets(body: unknown): string[] {
  return Object.entries(asObject(body) ?? {}).flatMap(([name, value]) => {
    if (harmlessFields.has(name)) return []
    const found = texts(value)
    return name === 'prompt' ? found : found.filter((text) => text.length >= minUnknownLength)
  })
}

/** The values of headers that no message may repeat. */
export function headerSecrets(headers: Readonly<Record<string, string>> = {}): string[] {
  return Object.values(headers).filter((value) => value.length >= minUnknownLength)
}

/** Not deeper than any request; what the service echoes may be anything. */
function texts(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth > 4) return []
  return Object.values(value).flatMap((each) => texts(each, depth + 1))
}
