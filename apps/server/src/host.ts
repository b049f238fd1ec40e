import type { Readable, Writable } from 'node:stream'
import type { Clock } from '@fluxkit/core'

export type Environment = Readonly<Record<string, string | undefined>>

/** Everything that the program uses of its machine, so that tests can start it with fakes. */
export interface Host {
  readonly env: Environment
  readonly cwd: string
  readonly homeDir: string
  readonly platform: NodeJS.Platform
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable
  readonly stderr: Writable
  readonly clock: Clock
  /** Numbers in [0, 1). */
  readonly random: () => number
  /** Aborted by the first Ctrl-C or SIGTERM. */
  readonly stop: AbortSignal
}
