import { isAbsolute } from 'node:path'
import type { Job } from '@fluxkit/jobs'

/**
 * Where the images of a job go, and which call made it. `directory`, `namePattern` and `metadata` are those of the terminal
 * program, which recovers jobs of the server with them.
 */
export interface ServerPlace {
  /** Absolute. */
  readonly directory: string
  readonly namePattern: string
  readonly metadata: false
  readonly via: 'mcp' | 'openai'
  /** The run of the server that made it: a session's budget counts by it. */
  readonly session: string
  readonly variant: number
  /** The user knows that the uploaded input has a public link. */
  readonly mayPublish?: boolean
  /** Set by calls to the OpenAI API: equal bodies have equal fingerprints. */
  readonly fingerprint?: string
  /** The key of that call's job, without the number of its attempt. */
  readonly key?: string
  /** The response with its images was written completely. */
  readonly isDelivered?: boolean
}

/** The place of a job that the server made; `undefined` for jobs of other apps. */
export function serverPlaceOf({ origin, place }: Pick<Job, 'origin' | 'place'>): ServerPlace | undefined {
  if (origin.app !== 'server' || typeof place !== 'object' || place === null) return undefined
  const { directory, session } = place as Partial<ServerPlace>
  return typeof directory === 'string' && typeof session === 'string' ? (place as ServerPlace) : undefined
}

export function sessionOf(place: unknown): string | undefined {
  const { session } = (place ?? {}) as Partial<ServerPlace>
  return typeof session === 'string' ? session : undefined
}

/** The folder that a record names, of whatever app; else the usual one. */
export function folderOf({ place }: Pick<Job, 'place'>, usual: string): string {
  const { directory } = (place ?? {}) as Partial<ServerPlace>
  return typeof directory === 'string' && isAbsolute(directory) ? directory : usual
}
