import { isObject, objectsIn, withoutNulls, type JsonObject } from '../json.ts'
import type { AttachmentRecord } from '../state/message.ts'
import { componentTypes, walkComponents } from './component-types.ts'

/** Fills in what Discord adds to the components of a message: ids, defaults, and media resolved to attachments. */
export function renderComponents(
  components: readonly JsonObject[],
  attachments: readonly AttachmentRecord[],
  nextId: () => string,
): JsonObject[] {
  const taken = new Set(Array.from(walkComponents(components), (component) => component['id']))
  let counter = 0
  const freeId = (): number => {
    do counter += 1
    while (taken.has(counter))
    return counter
  }
  const byName = new Map(attachments.map((attachment) => [attachment.filename, attachment]))
  const media = (value: unknown): JsonObject => {
    const url = isObject(value) ? String(value['url']) : ''
    const attachment = url.startsWith('attachment://') ? byName.get(url.slice('attachment://'.length)) : undefined
    if (attachment !== undefined) return { id: nextId(), attachment_id: attachment.id }
    return { id: nextId(), url, proxy_url: url, width: null, height: null, content_type: null }
  }
  const render = (component: JsonObject): JsonObject => {
    const given = withoutNulls(component)
    const own = typeof given['id'] === 'number' && given['id'] > 0 ? given['id'] : freeId()
    const rendered: JsonObject = { ...defaults(component), ...given, id: own }
    if (Array.isArray(component['options'])) rendered['options'] = objectsIn(component['options']).map(withoutNulls)
    if (isObject(component['media'])) rendered['media'] = media(component['media'])
    if (isObject(component['file'])) rendered['file'] = media(component['file'])
    if (Array.isArray(component['items'])) {
      rendered['items'] = component['items'].filter(isObject).map((item) => ({
        description: item['description'] ?? null,
        spoiler: item['spoiler'] ?? false,
        media: media(item['media']),
      }))
    }
    if (Array.isArray(component['components']))
      rendered['components'] = component['components'].filter(isObject).map(render)
    if (isObject(component['accessory'])) rendered['accessory'] = render(component['accessory'])
    return rendered
  }
  return components.map(render)
}

function defaults(component: JsonObject): JsonObject {
  switch (component['type']) {
    case componentTypes.container:
      return { accent_color: null, spoiler: false }
    case componentTypes.thumbnail:
      return { description: null, spoiler: false }
    case componentTypes.file:
      return { name: null, size: null, spoiler: false }
    case componentTypes.separator:
      return { divider: true, spacing: 1 }
    case componentTypes.stringSelect:
    case componentTypes.userSelect:
    case componentTypes.roleSelect:
    case componentTypes.mentionableSelect:
    case componentTypes.channelSelect:
      return { min_values: 1, max_values: 1 }
    default:
      return {}
  }
}

/** Ids of the attachments that a component of the tree shows. */
export function shownAttachmentIds(components: readonly JsonObject[]): Set<string> {
  const ids = new Set<string>()
  for (const component of walkComponents(components)) {
    for (const media of mediaOf(component)) {
      if (typeof media['attachment_id'] === 'string') ids.add(media['attachment_id'])
    }
  }
  return ids
}

/** The media objects that a component holds itself. */
export function mediaOf(component: JsonObject): JsonObject[] {
  const items = Array.isArray(component['items']) ? component['items'].filter(isObject) : []
  return [component['media'], component['file'], ...items.map((item) => item['media'])].filter(isObject)
}
