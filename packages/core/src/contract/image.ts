/** One image of a finished task, as the service describes it. */
export interface GeneratedImage {
  /** Where it can be downloaded; not promised to last. */
  readonly url: string
  /** The prompt as the service echoes it. */
  readonly prompt?: string
  /** Kept as received: 0 is a seed, and large ones come as text. */
  readonly seed?: number | string
  /** The element of the answer's `data` as received, for fields that Fluxkit does not know. */
  readonly raw: Readonly<Record<string, unknown>>
}
