/** The custom ids of a message's components, also of those inside others. */
export function customIdsIn(components: readonly unknown[]): string[] {
  return components.flatMap((component) => {
    if (typeof component !== 'object' || component === null) return []
    const { custom_id: id, components: inner, accessory }: Record<string, unknown> = { ...component }
    const nested = [...(Array.isArray(inner) ? (inner as unknown[]) : []), accessory]
    return [...(typeof id === 'string' ? [id] : []), ...customIdsIn(nested)]
  })
}
