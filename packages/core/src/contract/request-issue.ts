/** One field of a request that cannot be sent. */
export interface RequestIssue {
  /** Dotted name as the caller wrote it: `size`, `imageUrl`. */
  readonly field: string
  /** The whole sentence, e.g. `size 300x301: flux-2-pro needs multiples of 32 from 64 up, or one of …; nearest: 288x288`. */
  readonly message: string
  /** The nearest valid choice, where there is one. */
  readonly nearest?: string
}

/** An issue whose message ends with the nearest valid choice, where there is one. */
export function issueOf(field: string, message: string, nearest: string | undefined): RequestIssue {
  return nearest === undefined ? { field, message } : { field, message: `${message}; nearest: ${nearest}`, nearest }
}
