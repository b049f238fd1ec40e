import { isAbsent, isObject, withoutNulls, type JsonObject } from '../json.ts'
import { booleanField, integerField, listField, stringField, urlField } from '../requests/form-fields.ts'
import type { FormErrors, FormPath } from '../requests/form-errors.ts'

/** Characters that all embeds of a message may have together. Source: Discord's documentation, "Embed Limits". */
const maxTotal = 6000
const mediaSchemes = ['http', 'https', 'attachment']

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
    integerField(errors, [...at, 'color'], embed['color'], { min: 0, max: 0xff_ff_ff })
    urlField(errors, [...at, 'url'], embed['url'], { max: 2048, schemes: ['http', 'https'] })
    for (const name of ['image', 'thumbnail']) {
      const media = part(errors, [...at, name], embed[name])
      if (media) urlField(errors, [...at, name, 'url'], media['url'], { max: 2048, schemes: mediaSchemes })
    }
    const footer = part(errors, [...at, 'footer'], embed['footer'])
    if (footer) text([...at, 'footer', 'text'], footer['text'], 2048, true)
    const author = part(errors, [...at, 'author'], embed['author'])
    if (author) text([...at, 'author', 'name'], author['name'], 256, true)
    const fields = listField(errors, [...at, 'fields'], embed['fields'], { max: 25 }) ?? []
    for (const [number, one] of fields.entries()) {
      const field = part(errors, [...at, 'fields', number], one)
      if (!field) continue
      text([...at, 'fields', number, 'name'], field['name'], 256, true)
      text([...at, 'fields', number, 'value'], field['value'], 1024, true)
      booleanField(errors, [...at, 'fields', number, 'inline'], field['inline'])
    }
  }
  if (total > maxTotal) errors.add(path, 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${maxTotal}`)
}

function part(errors: FormErrors, path: FormPath, value: unknown): JsonObject | undefined {
  if (isAbsent(value) || isObject(value)) return value ?? undefined
  errors.add(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')
  return undefined
}

/** Embeds as answered: without nulls, and with the type that Discord gives those of apps. */
export function renderEmbeds(embeds: readonly JsonObject[]): JsonObject[] {
  return embeds.map((embed) => ({
    ...withoutNulls(embed),
    type: 'rich',
    ...(Array.isArray(embed['fields']) && {
      fields: embed['fields'].filter(isObject).map((field) => ({ ...field, inline: field['inline'] ?? false })),
    }),
  }))
}
