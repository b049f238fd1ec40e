import { isObject, type JsonObject } from '../json.ts'

/** Source: Discord's documentation, "Component Types". */
export const componentTypes = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const

export const selectTypes: readonly number[] = [3, 5, 6, 7, 8]

/** Every component in a tree, parents before children; accessories of sections and children of labels included. */
export function* walkComponents(components: readonly unknown[]): Generator<JsonObject> {
  for (const component of components) {
    if (!isObject(component)) continue
    yield component
    if (Array.isArray(component['components'])) yield* walkComponents(component['components'])
    if (isObject(component['accessory'])) yield* walkComponents([component['accessory']])
    if (isObject(component['component'])) yield* walkComponents([component['component']])
  }
}
