import { isObject } from '../json.ts'

/** The documentation's limit; the document allows 4000, which holds for accounts with Nitro only. */
const maxContent = 2000

const messageOperations: ReadonlySet<string> = new Set(['create_message', 'update_message'])

/** What the document leaves open and the documentation does not. */
export function ownRules(operation: string, json: unknown): string[] {
  if (!messageOperations.has(operation) || !isObject(json)) return []
  const { content } = json
  const isTooLong = typeof content === 'string' && Array.from(content).length > maxContent
  return isTooLong ? [`/content must NOT have more than ${maxContent} characters`] : []
}
