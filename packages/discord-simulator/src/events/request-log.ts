/** One request that was answered, or whose connection was cut. */
export interface LoggedRequest {
  readonly method: string
  /** As in Discord's document. */
  readonly route: string
  readonly path: string
  /** 0: the connection was cut. */
  readonly status: number
  /** The body, unwrapped; files are not in it. */
  readonly json: unknown
  readonly atMs: number
}

/** Older entries are dropped past this number, so that long runs do not fill the memory. */
export const maxLoggedRequests = 20_000
