import { isObject } from '../json.ts'
import { listField, stringField } from '../rest/form-fields.ts'
import type { FormErrors, FormPath } from '../rest/form-errors.ts'

/** Characters that all embeds of a message may have together. Source: Discord's documentation, "Embed Limits". */
const maxTotal = 6000

export function checkEmbeds(errors: FormErrors, path: FormPath, value: unknown): void {
  let total = 0
  const text = (at: FormPath, field: unknown, max: number, required = false): void => {
    total += typeof field === 'string' ? Array.from(field.trim()).length : 0
    stringField(errors, at, field, { max, required })
  }
  for (const [index, embed] of (listField(errors, path, value, { max: 10 }) ?? []).entries()) {
    const at = [...path, index]
    if (!isObject(embed)) {
      errors.add(at, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
      continue
    }
    text([...at, 'title'], embed['title'], 256)
    text([...at, 'description'], embed['description'], 4096)
    if (isObject(embed['footer'])) text([...at, 'footer', 'text'], embed['footer']['text'], 2048, true)
    if (isObject(embed['author'])) text([...at, 'author', 'name'], embed['author']['name'], 256, true)
    const fields = listField(errors, [...at, 'fields'], embed['fields'], { max: 25 }) ?? []
    for (const [number, field] of fields.entries()) {
      if (!isObject(field)) continue
      text([...at, 'fields', number, 'name'], field['name'], 256, true)
      text([...at, 'fields', number, 'value'], field['value'], 1024, true)
    }
  }
  if (total > maxTotal) errors.add(path, 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${maxTotal}`)
}
