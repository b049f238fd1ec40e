import { isAbsolute, resolve } from 'node:path'
import type { Job } from '@fluxkit/jobs'
import type { Cli } from '../cli.ts'
import { defaultNamePattern } from '../images/name-pattern.ts'

/** Where and how the images of a job are saved, also by a later process. */
export interface Place {
  /** Absolute. */
  readonly directory: string
  readonly namePattern: string
  /** Are prompt and parameters written into the files? */
  readonly metadata: boolean
}

export interface SavingFlags {
  readonly out?: string | undefined
  readonly name?: string | undefined
  readonly metadata?: boolean | undefined
}

/** The place chosen by options, environment and defaults. */
export function savingOptions({ host }: Cli, { out, name, metadata }: SavingFlags): Place {
  return {
    directory: resolve(host.cwd, out ?? host.env['FLUXKIT_OUT'] ?? 'images'),
    namePattern: name ?? defaultNamePattern,
    metadata: metadata !== false,
  }
}

/** The place of a record, or another one where it names none that this program understands. */
export function placeOf({ place }: Pick<Job, 'place'>, usual: Place): Place {
  if (typeof place !== 'object' || place === null) return usual
  const { directory, namePattern, metadata } = place as Readonly<Record<string, unknown>>
  if (typeof directory !== 'string' || !isAbsolute(directory)) return usual
  return {
    directory,
    namePattern: typeof namePattern === 'string' ? namePattern : usual.namePattern,
    metadata: typeof metadata === 'boolean' ? metadata : usual.metadata,
  }
}
