/** An image as the language's own parser sees it: the text of its alternative, the reference to its file. */
export interface SeenImage {
  readonly alt: string
  readonly src: string
}

export type ReadImages = (text: string) => Promise<SeenImage[]>

/** Nodes of parsers differ; all of them are objects that hold arrays and objects. */
export function* nodesOf(value: unknown): Generator<Record<string, unknown>> {
  if (Array.isArray(value)) for (const each of value) yield* nodesOf(each)
  else if (typeof value === 'object' && value !== null) {
    yield value as Record<string, unknown>
    for (const [name, each] of Object.entries(value)) if (name !== 'parent') yield* nodesOf(each)
  }
}

/** Images without a literal source are not what a document names. */
export function seen(src: unknown, alt: unknown): SeenImage[] {
  return typeof src === 'string' && src !== '' ? [{ src, alt: typeof alt === 'string' ? alt : '' }] : []
}
